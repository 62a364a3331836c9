-- Why the families file cannot be taken, a row each; none when it can.
WITH doubled AS (
    SELECT family_id, min(line) AS first_line FROM incoming_family GROUP BY family_id HAVING count(*) > 1
), leaving AS (
    SELECT f.family_id FROM dim_family f
    WHERE f.retired_at IS NULL AND f.family_id <> 'unmapped'
      AND NOT EXISTS (SELECT FROM incoming_family i WHERE i.family_id = f.family_id)
), counted AS (
    SELECT (SELECT count(*) FROM leaving) AS leaving,
           (SELECT count(*) FROM dim_family WHERE retired_at IS NULL AND family_id <> 'unmapped') AS standing
)
SELECT i.line, format('family %%s stands on line %%s already', i.family_id, d.first_line) AS problem
FROM incoming_family i JOIN doubled d USING (family_id) WHERE i.line <> d.first_line
UNION ALL
SELECT i.line, format('family %%s is reserved', i.family_id)
FROM incoming_family i WHERE i.family_id IN ('unmapped', 'unallocated')
UNION ALL
SELECT i.line, format('family %%s: there is no domain %%s', i.family_id, i.domain_id)
FROM incoming_family i WHERE NOT EXISTS (SELECT FROM dim_domain d WHERE d.domain_id = i.domain_id)
UNION ALL
SELECT i.line, format('family %%s has published months in domain %%s: make another family, and move its products', f.family_id,
                      f.domain_id)
FROM incoming_family i JOIN dim_family f USING (family_id)
WHERE f.domain_id <> i.domain_id AND EXISTS (SELECT FROM mv_quantity_product_month q WHERE q.family_id = f.family_id)
UNION ALL
SELECT NULL, format('%%s of %%s families would be retired: give the whole list, or --force', leaving, standing)
FROM counted WHERE leaving * 2 > standing AND NOT %(force)s
ORDER BY 1 NULLS LAST, 2
