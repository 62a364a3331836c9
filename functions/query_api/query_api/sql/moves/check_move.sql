-- What stands against a move, and the published months that it touches.
SELECT p.product_id IS NOT NULL AS product_known, p.retired_at IS NOT NULL AS product_retired,
       f.family_id IS NOT NULL AS family_known, f.retired_at IS NOT NULL AS family_retired, d.domain_mode,
       coalesce(s.family_id, p.family_id) AS family_before,
       (SELECT m.move_id FROM product_placement m
        WHERE m.product_id = p.product_id AND m.applied_at IS NULL AND m.refused_at IS NULL) AS pending_move,
       t.months,
       ARRAY(SELECT c.period_month::date FROM period_status c
             WHERE c.entity_id = %(entity)s::text AND c.status = 'CLOSED' AND c.period_month = ANY (t.months)
             ORDER BY 1) AS closed
FROM (VALUES (%(product)s::text, %(family)s::text)) AS asked (product_id, family_id)
LEFT JOIN dim_product p ON p.product_id = asked.product_id
LEFT JOIN dim_family f ON f.family_id = asked.family_id
LEFT JOIN dim_domain d ON d.domain_id = f.domain_id
LEFT JOIN placed_product(ARRAY[%(first_month)s::date]) s ON s.product_id = p.product_id
CROSS JOIN LATERAL (
    SELECT ARRAY(SELECT m.period_month FROM months_to_classify(%(entity)s, p.product_id, %(first_month)s, f.family_id) m)
           AS months) t
