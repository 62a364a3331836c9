-- The product's own row has its last family.
UPDATE dim_product p
SET family_id = (SELECT m.family_id FROM product_placement m
                 WHERE m.product_id = p.product_id AND m.applied_at IS NOT NULL
                 ORDER BY m.first_month DESC, m.move_id DESC LIMIT 1)
WHERE p.product_id = %(product_id)s
