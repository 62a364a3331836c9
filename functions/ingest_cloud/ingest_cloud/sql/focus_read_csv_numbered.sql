-- The same records with their numbers, to show those that are rejected. Not with ignore_errors, though nobody asks
-- for the broken lines again: DuckDB 2.0.0 then drops whatever follows the first of them.
SELECT row_number() OVER () AS "rosetta row", bill.*
FROM read_csv(
    $path, columns = $columns, compression = $compression, header = true, auto_detect = false,
    delim = ',', quote = '"', escape = '"', hive_partitioning = false, store_rejects = true,
    buffer_size = 4194304
) AS bill
