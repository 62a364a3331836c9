-- The manifest's pieces that are not staged, in its order.
SELECT p.piece ->> 'dataset' AS dataset, (p.piece ->> 'number')::integer AS number
FROM group_exchange x
CROSS JOIN LATERAL jsonb_array_elements(x.manifest -> 'pieces') WITH ORDINALITY p (piece, place)
LEFT JOIN group_piece g
       ON g.exchange_id = x.exchange_id AND g.dataset = p.piece ->> 'dataset' AND g.number = (p.piece ->> 'number')::integer
WHERE x.exchange_id = %(exchange_id)s AND g.number IS NULL
ORDER BY p.place
