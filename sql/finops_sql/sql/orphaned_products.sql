-- Products in use whose family is not: the files do not fit together.
SELECT NULL::integer AS line, format('product %s is in use, but its family %s is retired', p.product_id, p.family_id) AS problem
FROM dim_product p JOIN dim_family f USING (family_id)
WHERE p.retired_at IS NULL AND f.retired_at IS NOT NULL
ORDER BY 2
