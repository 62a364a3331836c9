-- Products in use whose family is not: the files do not fit together. Pending moves count as if they were applied.
SELECT NULL::integer AS line, format('product %s is in use, but its family %s is retired', p.product_id, f.family_id) AS problem
FROM dim_product p
LEFT JOIN product_placement m ON m.product_id = p.product_id AND m.applied_at IS NULL AND m.refused_at IS NULL
JOIN dim_family f ON f.family_id = coalesce(m.family_id, p.family_id)
WHERE p.retired_at IS NULL AND f.retired_at IS NOT NULL
ORDER BY 2
