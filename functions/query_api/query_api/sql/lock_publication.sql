-- Whoever changes what readers see takes this lock first, as a publication does.
LOCK TABLE publication IN EXCLUSIVE MODE
