-- The run is a success, in the same transaction as everything it publishes.
UPDATE etl_runs
SET status = 'SUCCESS', phase = 'PUBLISHED', ended_at = clock_timestamp(), generation = %(generation)s,
    records_inserted = %(records_inserted)s
WHERE run_id = %(run_id)s AND status = 'RUNNING'
RETURNING extract(epoch FROM ended_at - started_at)::float AS seconds
