-- A placement that is to be applied.
SELECT m.move_id, m.product_id, m.first_month, m.family_id, m.applied_at, m.refused_at,
       f.retired_at AS family_retired_at, d.domain_id, d.domain_mode, m.moved_by AS requested_by,
       m.moved_at AS requested_at,
       format('product %%s moved to %%s from %%s on: %%s', m.product_id, m.family_id, to_char(m.first_month, 'YYYY-MM'),
              m.reason) AS reason
FROM product_placement m
JOIN dim_family f ON f.family_id = m.family_id
LEFT JOIN dim_domain d ON d.domain_id = f.domain_id
WHERE m.move_id = %(move_id)s
FOR UPDATE OF m
