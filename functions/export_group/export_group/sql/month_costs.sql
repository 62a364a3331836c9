-- What the month costs in each pricing view, as readers see it; NULL: nothing of it is priced.
SELECT v.pricing_view_id, trim_scale(sum(c.cost)) AS cost
FROM pricing_view_current v
LEFT JOIN mv_cost_domain_month c
       ON c.entity_id = %(entity_id)s AND c.period_month = %(period_month)s AND c.pricing_view_id = v.pricing_view_id
GROUP BY v.pricing_view_id
ORDER BY v.pricing_view_id
