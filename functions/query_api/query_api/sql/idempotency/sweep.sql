-- Keys that are too old, some at a time; those that somebody claims at this moment are left to them.
DELETE FROM idempotency_key k
USING (SELECT entity_id, principal, key FROM idempotency_key
       WHERE made_at < clock_timestamp() - make_interval(hours => %(hours)s)
       ORDER BY made_at LIMIT 100 FOR UPDATE SKIP LOCKED) old
WHERE k.entity_id = old.entity_id AND k.principal = old.principal AND k.key = old.key
