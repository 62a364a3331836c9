-- A month that did not get through; what the group has of it is as before.
UPDATE group_outbox
SET attempts = attempts + 1, error_code = %(error_code)s, error_summary = left(%(error_summary)s, 500), leased_until = NULL,
    next_attempt_at = clock_timestamp() + make_interval(secs =>
        least(%(pause_max)s, %(pause)s * 2 ^ least(attempts, 30)) * (0.5 + random() / 2))
WHERE entity_id = %(entity_id)s AND period_month = %(period_month)s AND leased_until = %(leased_until)s
