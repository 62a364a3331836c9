-- The products that the file has in another family than they are in from a month on; those of pending moves where they
-- will be. `months` are the published ones that this touches.
CREATE TEMP TABLE incoming_move ON COMMIT DROP AS
SELECT DISTINCT ON (i.product_id) i.line, i.product_id, i.family_id, s.family_id AS family_before, m.move_id AS pending_move,
       ARRAY(SELECT t.period_month
             FROM months_to_classify(%(entity_id)s, i.product_id, %(first_month)s, i.family_id) t) AS months
FROM incoming_product i
JOIN dim_product p ON p.product_id = i.product_id
LEFT JOIN product_placement m ON m.product_id = i.product_id AND m.applied_at IS NULL AND m.refused_at IS NULL
LEFT JOIN placed_product(ARRAY[%(first_month)s::date]) q ON q.product_id = i.product_id
CROSS JOIN LATERAL (
    SELECT coalesce(CASE WHEN m.first_month <= %(first_month)s THEN m.family_id END, q.family_id, p.family_id) AS family_id
    ) s
WHERE s.family_id <> i.family_id
ORDER BY i.product_id, i.line
