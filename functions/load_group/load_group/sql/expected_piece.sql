-- Whether an exchange receives, and what its manifest says of one piece.
SELECT x.status,
       (SELECT p FROM jsonb_array_elements(x.manifest -> 'pieces') p
        WHERE p ->> 'dataset' = %(dataset)s AND p -> 'number' = to_jsonb(%(number)s::integer)) AS piece
FROM group_exchange x
WHERE x.exchange_id = %(exchange_id)s AND x.period_month = %(period_month)s
