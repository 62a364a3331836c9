-- Before a product first moves: where it was until then, so that earlier months keep it there.
INSERT INTO product_placement (product_id, first_month, family_id, moved_by, reason, applied_at)
SELECT p.product_id, '2000-01-01', p.family_id, %(actor)s, 'before its first move', now()
FROM dim_product p
WHERE p.product_id = %(product)s
  AND NOT EXISTS (SELECT FROM product_placement m WHERE m.product_id = p.product_id)
