-- Another attempt at an exchange that came to nothing; what was staged of it is long forgotten.
UPDATE group_exchange
SET status = 'RECEIVING', attempt = attempt + 1, group_run_id = NULL, judged_by = NULL, ended_at = NULL, error_code = NULL,
    error_summary = NULL, sent_by = %(sent_by)s, begun_at = clock_timestamp(), changed_at = clock_timestamp()
WHERE exchange_id = %(exchange_id)s
