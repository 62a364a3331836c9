-- The views to rebuild, and whether the month has something in them already: then only what changed is written.
SELECT v.pricing_view_id,
       EXISTS (SELECT FROM mv_cost_app_product_month m
               WHERE m.entity_id = %(entity_id)s AND m.period_month = %(period_month)s
                 AND m.pricing_view_id = v.pricing_view_id) AS is_stored
FROM pricing_view_current v
WHERE %(views)s::text[] IS NULL OR v.pricing_view_id = ANY (%(views)s::text[])
ORDER BY v.pricing_view_id
