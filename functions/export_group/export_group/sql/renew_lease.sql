-- Still being sent by who holds the lease; no row: somebody else does.
UPDATE group_outbox
SET leased_until = clock_timestamp() + make_interval(secs => %(lease_seconds)s)
WHERE entity_id = %(entity_id)s AND period_month = %(period_month)s AND leased_until = %(leased_until)s
RETURNING leased_until
