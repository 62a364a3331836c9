-- Runs that failed, with what they say of it.
SELECT run_id, trigger_type, error_code, error_step, error_summary FROM etl_runs WHERE status = 'FAILED'
