-- Before counting what is staged: if another instance committed the step, its rows would be counted with ours.
SELECT domain_id FROM etl_run_steps
WHERE run_id = %(run_id)s AND domain_id = %(domain_id)s AND period_month = %(period_month)s AND status = 'PLANNED'
FOR UPDATE
