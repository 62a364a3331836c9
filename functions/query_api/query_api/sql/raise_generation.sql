-- What readers see is another answer from the commit on, for every entity of this database; nothing to raise before the
-- first publication. The figures are no fresher for it: published_at stays.
UPDATE publication SET generation = generation + 1
