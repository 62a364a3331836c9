-- The raw weights of a step that goes missing.
DELETE FROM coefficient_pending
WHERE run_id = %(run_id)s AND domain_id = %(domain_id)s AND period_month = %(period_month)s
