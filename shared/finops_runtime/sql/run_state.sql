-- Where a run stands.
SELECT run_id, status, phase, dry_run, error_code, error_step, error_summary, generation
FROM etl_runs WHERE run_id = %(run_id)s
