-- FOCUS gives moments in UTC; the machine's own zone would move them.
SET TimeZone = 'UTC'
