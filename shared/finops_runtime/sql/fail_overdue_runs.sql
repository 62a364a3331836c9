-- Fail the entity's runs that are past their deadline; returns them so that run.failed can be sent.
UPDATE etl_runs
SET status = 'FAILED', ended_at = clock_timestamp(), errors_count = errors_count + 1,
    error_code = 'deadline_passed', error_step = lower(phase),
    error_summary = 'no step ended before the deadline; the functions were stopped, or gave up on an event'
WHERE entity_id = %(entity_id)s AND status = 'RUNNING' AND deadline_at < clock_timestamp()
RETURNING run_id, extract(epoch FROM ended_at - started_at)::float AS seconds
