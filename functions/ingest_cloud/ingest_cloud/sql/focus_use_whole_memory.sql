-- For all else.
SET memory_limit = getvariable('memory').whole
