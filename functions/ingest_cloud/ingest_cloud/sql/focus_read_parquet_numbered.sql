-- The same rows with their numbers, to show those that are rejected.
SELECT row_number() OVER () AS "rosetta row", bill.*
FROM read_parquet($path, hive_partitioning = false, binary_as_string = true) AS bill
