-- What the attempt was answered, unless another one took over meanwhile.
UPDATE idempotency_key SET status = %(status)s, headers = %(headers)s, body = %(body)s
WHERE entity_id = %(entity)s AND principal = %(principal)s AND key = %(key)s AND claim_id = %(claim_id)s
