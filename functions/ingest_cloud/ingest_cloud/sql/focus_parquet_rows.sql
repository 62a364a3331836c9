-- How many rows a Parquet file says that it has.
SELECT num_rows FROM parquet_file_metadata($path)
