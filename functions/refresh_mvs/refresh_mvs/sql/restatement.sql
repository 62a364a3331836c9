-- How the run of a change ended; no row when it never ended.
SELECT status, periods, generation, error_code, error_step, error_summary FROM etl_runs WHERE run_id = %(run_id)s
