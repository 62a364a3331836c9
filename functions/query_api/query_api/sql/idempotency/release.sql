-- The attempt is over without an answer that could be given again: the next one need not wait for its lease.
UPDATE idempotency_key SET leased_until = clock_timestamp()
WHERE entity_id = %(entity)s AND principal = %(principal)s AND key = %(key)s AND claim_id = %(claim_id)s
