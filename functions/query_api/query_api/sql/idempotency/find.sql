-- What a key that is taken stands for; no status: its attempt is under way.
SELECT request, status, headers, body FROM idempotency_key
WHERE entity_id = %(entity)s AND principal = %(principal)s AND key = %(key)s
