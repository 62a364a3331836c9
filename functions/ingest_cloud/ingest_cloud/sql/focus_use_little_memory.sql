-- For a CSV file: DuckDB keeps what it has read of one until its memory is full.
SET memory_limit = getvariable('memory').little
