-- What became of a month that was sent. One that was wanted anew meanwhile stays wanted.
UPDATE group_outbox
SET status = %(status)s, exchange_id = %(exchange_id)s, sent_generation = %(generation)s, sent_is_closed = %(is_closed)s,
    sent_release = %(release)s, findings = %(findings)s, error_code = %(error_code)s, error_summary = left(%(error_summary)s, 500),
    acknowledged_at = CASE WHEN %(status)s IN ('PUBLISHED', 'SUPERSEDED') THEN clock_timestamp() ELSE acknowledged_at END,
    is_wanted = %(again)s OR wanted_since <> %(wanted_since)s,
    requested_by = CASE WHEN %(again)s OR wanted_since <> %(wanted_since)s THEN requested_by END,
    attempts = CASE WHEN NOT %(again)s THEN 0 WHEN %(is_failure)s THEN attempts + 1 ELSE attempts END,
    next_attempt_at = clock_timestamp() + CASE
        WHEN NOT %(again)s THEN interval '0'
        WHEN %(is_failure)s THEN make_interval(secs =>
            least(%(pause_max)s, %(pause)s * 2 ^ least(attempts, 30)) * (0.5 + random() / 2))
        ELSE make_interval(secs => %(retry_after)s) END,
    leased_until = NULL
WHERE entity_id = %(entity_id)s AND period_month = %(period_month)s AND leased_until = %(leased_until)s
