-- What they are valued with from now on.
INSERT INTO exchanged_price_month (entity_id, period_month, pricing_view_id, metric, priced_by, priced_key, unit_price)
SELECT %(entity_id)s, m.period_month, p.pricing_view_id, p.metric, p.priced_by, p.priced_key, p.unit_price
FROM exchanged_price_pending p
CROSS JOIN unnest(%(periods)s::date[]) AS m (period_month)
WHERE p.run_id = %(run_id)s
