-- The step is staged.
UPDATE etl_run_steps
SET status = 'STAGED', records = %(records)s, rows = %(rows)s, rejects = %(rejects)s, totals = %(totals)s,
    checksum = %(checksum)s, landing_id = %(landing_id)s, ended_at = clock_timestamp()
WHERE run_id = %(run_id)s AND domain_id = %(domain_id)s AND period_month = %(period_month)s AND status = 'PLANNED'
