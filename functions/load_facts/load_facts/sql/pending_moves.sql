-- Moves of products written a while ago and neither applied nor refused, with the months that they touch.
SELECT m.move_id, m.product_id, m.family_id, m.first_month,
       ARRAY(SELECT t.period_month
             FROM months_to_classify(%(entity_id)s, m.product_id, m.first_month, m.family_id) t) AS periods
FROM product_placement m
WHERE m.moved_at < clock_timestamp() - make_interval(secs => 60 * %(stall_minutes)s)
  AND m.applied_at IS NULL AND m.refused_at IS NULL
ORDER BY m.move_id
