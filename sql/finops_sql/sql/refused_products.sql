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
SELECT m.line, format('product %%s: its move to %%s is not applied yet, wait for it', m.product_id, p.family_id)
FROM incoming_move m JOIN product_placement p ON p.move_id = m.pending_move
UNION ALL
SELECT m.line, format('product %%s: family %%s is of an INDIRECT domain, which has no products', m.product_id, m.family_id)
FROM incoming_move m
JOIN dim_family f ON f.family_id = m.family_id
JOIN dim_domain d ON d.domain_id = f.domain_id AND d.domain_mode = 'INDIRECT'
UNION ALL
SELECT m.line, format('product %%s moves in %%s, which is closed: reopen it, or take the file with --from a later month',
                      m.product_id, to_char(min(c.period_month), 'YYYY-MM'))
FROM incoming_move m
JOIN period_status c ON c.entity_id = %(entity_id)s AND c.status = 'CLOSED' AND c.period_month = ANY (m.months)
GROUP BY m.line, m.product_id
UNION ALL
SELECT NULL, format('%%s of %%s products would be retired: give the whole list, or --force', leaving, standing)
FROM counted WHERE leaving * 2 > standing AND NOT %(force)s
ORDER BY 1 NULLS LAST, 2
