-- The aliases that the file adds, a row each.
SELECT 'new' AS change, i.source_system || ' ' || i.foreign_key AS id, NULL AS label_before, NULL AS label_after,
       NULL AS parent_before, i.product_id AS parent_after
FROM incoming_alias i
WHERE NOT EXISTS (SELECT FROM product_alias a
                  WHERE a.source_system = i.source_system AND a.foreign_key = i.foreign_key)
ORDER BY 2
