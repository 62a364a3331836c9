-- Why the product aliases file cannot be taken, a row each; none when it can. Products stand as they will.
WITH doubled AS (
    SELECT source_system, foreign_key, min(line) AS first_line
    FROM incoming_alias GROUP BY source_system, foreign_key HAVING count(*) > 1
)
SELECT i.line, format('alias %%s of %%s stands on line %%s already', i.foreign_key, i.source_system, d.first_line) AS problem
FROM incoming_alias i JOIN doubled d USING (source_system, foreign_key) WHERE i.line <> d.first_line
UNION ALL
SELECT i.line, format('alias %%s of %%s: product %%s is reserved', i.foreign_key, i.source_system, i.product_id)
FROM incoming_alias i WHERE i.product_id IN ('unmapped', 'unallocated')
UNION ALL
SELECT i.line, format('alias %%s of %%s: there is no product %%s in use', i.foreign_key, i.source_system, i.product_id)
FROM incoming_alias i
WHERE NOT EXISTS (SELECT FROM dim_product p WHERE p.product_id = i.product_id AND p.retired_at IS NULL)
UNION ALL
SELECT i.line, format('alias %%s of %%s stands for product %%s, not %%s', i.foreign_key, i.source_system, a.product_id, i.product_id)
FROM incoming_alias i JOIN product_alias a USING (source_system, foreign_key) WHERE a.product_id <> i.product_id
ORDER BY 1, 2
