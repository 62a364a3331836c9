-- What taking the products file changes, a row each.
SELECT CASE WHEN p.product_id IS NULL THEN 'new' WHEN p.retired_at IS NOT NULL THEN 'back'
            WHEN p.family_id <> i.family_id THEN 'moved' ELSE 'renamed' END AS change,
       i.product_id AS id, p.product_label AS label_before, i.product_label AS label_after,
       p.family_id AS parent_before, i.family_id AS parent_after
FROM incoming_product i LEFT JOIN dim_product p USING (product_id)
WHERE p.product_id IS NULL OR p.retired_at IS NOT NULL
   OR (p.family_id, p.product_label) IS DISTINCT FROM (i.family_id, i.product_label)
UNION ALL
SELECT 'retired', p.product_id, p.product_label, NULL, p.family_id, NULL
FROM dim_product p
WHERE p.retired_at IS NULL AND p.product_id <> 'unmapped'
  AND NOT EXISTS (SELECT FROM incoming_product i WHERE i.product_id = p.product_id)
ORDER BY 1, 2
