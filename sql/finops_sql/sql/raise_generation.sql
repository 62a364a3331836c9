-- Answers show labels and structure: they change for every entity of this database.
UPDATE publication SET generation = generation + 1
