-- The outbox as people read it, newest month first.
SELECT period_month, is_wanted, wanted_since, requested_by, attempts, next_attempt_at, leased_until, sent_generation, sent_is_closed,
       sent_release, exchange_id, status, acknowledged_at, jsonb_array_length(findings) AS findings, error_code, error_summary,
       status = 'REFUSED' AND error_code IS DISTINCT FROM 'month_not_expected' AS is_refused,
       is_wanted AND wanted_since < clock_timestamp() - make_interval(secs => %(overdue_seconds)s) AS is_overdue
FROM group_outbox
WHERE entity_id = %(entity_id)s
ORDER BY period_month DESC
