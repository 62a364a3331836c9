-- Of the runs that failed before, nothing is left to adopt.
UPDATE etl_runs
SET staging_deleted_at = clock_timestamp()
WHERE entity_id = %(entity_id)s AND status = 'FAILED' AND staging_deleted_at IS NULL
