-- The steps that a run need not wait for any more.
SELECT domain_id, period_month, rows, checksum FROM etl_run_steps
WHERE run_id = %(run_id)s AND status IN ('STAGED', 'MISSING')
ORDER BY period_month, domain_id
