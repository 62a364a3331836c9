-- An exchange that the mart cannot hold: it is refused, for another attempt would say the same.
UPDATE group_exchange
SET status = 'REFUSED', ended_at = clock_timestamp(), changed_at = clock_timestamp(), error_code = %(code)s,
    error_summary = left(%(summary)s, 500), judged_by = (SELECT version FROM own_release())
WHERE exchange_id = %(exchange_id)s
