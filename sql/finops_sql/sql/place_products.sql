-- The moved products' own rows have their last family.
UPDATE dim_product p
SET family_id = (SELECT m.family_id FROM product_placement m
                 WHERE m.product_id = p.product_id AND m.applied_at IS NOT NULL
                 ORDER BY m.first_month DESC, m.move_id DESC LIMIT 1)
FROM incoming_move i
WHERE i.product_id = p.product_id
