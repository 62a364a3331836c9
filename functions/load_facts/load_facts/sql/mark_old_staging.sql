-- Failed runs that nobody resumed in time: marked before anything is deleted, so that none is adopted half.
UPDATE etl_runs
SET staging_deleted_at = clock_timestamp()
WHERE entity_id = %(entity_id)s AND status = 'FAILED' AND staging_deleted_at IS NULL
  AND ended_at < least(%(now)s, clock_timestamp()) - make_interval(days => %(days)s)
