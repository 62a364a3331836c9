-- What taking the products file changes, a row each.
SELECT CASE WHEN p.product_id IS NULL THEN 'new' WHEN p.retired_at IS NOT NULL THEN 'back'
            WHEN m.product_id IS NOT NULL THEN 'moved' ELSE 'renamed' END AS change,
       i.product_id AS id, p.product_label AS label_before, i.product_label AS label_after,
       coalesce(m.family_before, i.family_id) AS parent_before, i.family_id AS parent_after
FROM incoming_product i
LEFT JOIN dim_product p USING (product_id)
LEFT JOIN incoming_move m USING (product_id)
WHERE p.product_id IS NULL OR p.retired_at IS NOT NULL OR m.product_id IS NOT NULL OR p.product_label <> i.product_label
UNION ALL
SELECT 'retired', p.product_id, p.product_label, NULL, p.family_id, NULL
FROM dim_product p
WHERE p.retired_at IS NULL AND p.product_id <> 'unmapped'
  AND NOT EXISTS (SELECT FROM incoming_product i WHERE i.product_id = p.product_id)
ORDER BY 1, 2
