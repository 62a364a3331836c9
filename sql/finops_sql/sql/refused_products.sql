-- Why the products file cannot be taken, a row each; none when it can. Families stand as they will.
WITH doubled AS (
    SELECT product_id, min(line) AS first_line FROM incoming_product GROUP BY product_id HAVING count(*) > 1
), leaving AS (
    SELECT p.product_id FROM dim_product p
    WHERE p.retired_at IS NULL AND p.product_id <> 'unmapped'
      AND NOT EXISTS (SELECT FROM incoming_product i WHERE i.product_id = p.product_id)
), counted AS (
    SELECT (SELECT count(*) FROM leaving) AS leaving,
           (SELECT count(*) FROM dim_product WHERE retired_at IS NULL AND product_id <> 'unmapped') AS standing
)
SELECT i.line, format('product %%s stands on line %%s already', i.product_id, d.first_line) AS problem
FROM incoming_product i JOIN doubled d USING (product_id) WHERE i.line <> d.first_line
UNION ALL
SELECT i.line, format('product %%s is reserved', i.product_id)
FROM incoming_product i WHERE i.product_id IN ('unmapped', 'unallocated')
UNION ALL
SELECT i.line, format('product %%s: family %%s is reserved', i.product_id, i.family_id)
FROM incoming_product i WHERE i.family_id = 'unmapped'
UNION ALL
SELECT i.line, format('product %%s: there is no family %%s', i.product_id, i.family_id)
FROM incoming_product i WHERE NOT EXISTS (SELECT FROM dim_family f WHERE f.family_id = i.family_id)
UNION ALL
SELECT NULL, format('%%s of %%s products would be retired: give the whole list, or --force', leaving, standing)
FROM counted WHERE leaving * 2 > standing AND NOT %(force)s
ORDER BY 1 NULLS LAST, 2
