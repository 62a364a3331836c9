-- The records of a CSV file, every field as text; lines that are none are kept aside in reject_errors.
SELECT *
FROM read_csv(
    $path, columns = $columns, compression = $compression, header = true, auto_detect = false,
    delim = ',', quote = '"', escape = '"', hive_partitioning = false, store_rejects = true,
    buffer_size = 4194304
)
