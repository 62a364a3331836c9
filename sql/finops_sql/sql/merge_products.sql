-- Products of the file: new, changed, or back.
INSERT INTO dim_product AS p (product_id, family_id, product_label)
SELECT product_id, family_id, product_label FROM incoming_product
ON CONFLICT (product_id) DO UPDATE
SET family_id = excluded.family_id, product_label = excluded.product_label, retired_at = NULL
WHERE (p.family_id, p.product_label, p.retired_at) IS DISTINCT FROM (excluded.family_id, excluded.product_label, NULL)
