-- What a Parquet file says that it holds: bytes once unpacked, and rows.
SELECT coalesce(sum(total_uncompressed_size), 0) AS bytes FROM parquet_metadata($path)
