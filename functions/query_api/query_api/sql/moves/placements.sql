-- A product with its moves, the latest first. No answer: there is no such product.
SELECT (SELECT json_build_object('data', json_build_object(
           'productId', p.product_id, 'productLabel', p.product_label, 'familyId', p.family_id,
           'placements', coalesce((
               SELECT json_agg(json_build_object(
                   'moveId', m.move_id, 'firstMonth', to_char(m.first_month, 'YYYY-MM'),
                   'familyId', m.family_id, 'familyLabel', f.family_label,
                   'domainId', f.domain_id, 'domainLabel', d.domain_label,
                   'movedBy', m.moved_by, 'movedAt', to_char(m.moved_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                   'reason', m.reason,
                   'state', CASE WHEN m.refused_at IS NOT NULL THEN 'refused'
                                 WHEN m.applied_at IS NOT NULL THEN 'applied' ELSE 'pending' END,
                   'appliedAt', to_char(m.applied_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'generation', m.generation,
                   'refusedAt', to_char(m.refused_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'refusal', m.refusal)
                   ORDER BY m.first_month DESC, m.move_id DESC)
               FROM product_placement m
               JOIN dim_family f ON f.family_id = m.family_id
               LEFT JOIN dim_domain d ON d.domain_id = f.domain_id
               WHERE m.product_id = p.product_id), '[]')))::text
        FROM dim_product p WHERE p.product_id = %(product)s) AS answer
