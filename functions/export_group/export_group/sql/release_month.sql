-- Left for the next event, through nobody's fault.
UPDATE group_outbox
SET leased_until = NULL, next_attempt_at = clock_timestamp() + make_interval(secs => %(retry_after)s)
WHERE entity_id = %(entity_id)s AND period_month = %(period_month)s AND leased_until = %(leased_until)s
