-- Take a key for one attempt. Free are: one that nobody has, one that is too old, and one whose attempt is over without an
-- answer; the latter keeps its operation, which is the same one. No row: it is taken.
INSERT INTO idempotency_key AS k (entity_id, principal, key, request, claim_id, leased_until)
VALUES (%(entity)s, %(principal)s, %(key)s, %(request)s, %(claim_id)s,
        clock_timestamp() + make_interval(secs => %(lease_seconds)s))
ON CONFLICT (entity_id, principal, key) DO UPDATE
SET request = excluded.request, claim_id = excluded.claim_id, leased_until = excluded.leased_until,
    operation_id = CASE WHEN k.made_at < clock_timestamp() - make_interval(hours => %(hours)s)
                        THEN excluded.operation_id ELSE k.operation_id END,
    made_at = CASE WHEN k.made_at < clock_timestamp() - make_interval(hours => %(hours)s)
                   THEN excluded.made_at ELSE k.made_at END,
    status = NULL, headers = NULL, body = NULL
WHERE k.made_at < clock_timestamp() - make_interval(hours => %(hours)s)
   OR (k.status IS NULL AND k.request = excluded.request AND k.leased_until <= clock_timestamp())
RETURNING operation_id
