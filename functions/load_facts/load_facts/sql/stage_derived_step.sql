-- A derived step is computed: staged like one that an ingest function read.
UPDATE etl_run_steps
SET status = 'STAGED', attempts = attempts + 1, records = %(records)s, rows = %(rows)s, totals = %(totals)s,
    checksum = %(checksum)s, started_at = coalesce(started_at, transaction_timestamp()), ended_at = clock_timestamp()
WHERE run_id = %(run_id)s AND domain_id = %(domain_id)s AND period_month = %(period_month)s AND status = 'PLANNED'
