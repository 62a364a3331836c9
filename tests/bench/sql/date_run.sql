-- The run was when it was asked for, not now: retention goes by these times.
UPDATE etl_runs
SET started_at = requested_at, ended_at = requested_at + (ended_at - started_at)
WHERE run_id = %(run_id)s
