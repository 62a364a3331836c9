-- The newest month that is due and that nobody is sending: what people look at comes first.
UPDATE group_outbox o
SET leased_until = clock_timestamp() + make_interval(secs => %(lease_seconds)s)
FROM (SELECT entity_id, period_month FROM group_outbox
      WHERE entity_id = %(entity_id)s AND is_wanted AND next_attempt_at <= clock_timestamp()
        AND (leased_until IS NULL OR leased_until <= clock_timestamp())
        AND period_month <> ALL (%(but)s::date[])
      ORDER BY period_month DESC
      LIMIT 1
      FOR UPDATE SKIP LOCKED) due
WHERE o.entity_id = due.entity_id AND o.period_month = due.period_month
RETURNING o.period_month, o.wanted_since, o.requested_by, o.exchange_id, o.status, o.attempts, o.leased_until
