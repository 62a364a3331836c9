-- Products of the file: new, renamed, or back. Those that move are placed by month.
INSERT INTO dim_product AS p (product_id, family_id, product_label)
SELECT product_id, family_id, product_label FROM incoming_product
ON CONFLICT (product_id) DO UPDATE
SET product_label = excluded.product_label, retired_at = NULL
WHERE (p.product_label, p.retired_at) IS DISTINCT FROM (excluded.product_label, NULL)
