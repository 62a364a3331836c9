-- Anomalies of the default pricing view that nobody was told of, the oldest first.
SELECT a.anomaly_id, a.period_month, a.pricing_view_id AS pricing_view, v.currency, a.application_id, m.cost,
       m.expected, m.expected_low, m.expected_high, m.score, a.first_generation AS generation, a.first_run_id
FROM anomaly a
JOIN pricing_view_current v ON v.pricing_view_id = a.pricing_view_id AND v.is_default
JOIN mv_anomalies_month m
  ON m.entity_id = a.entity_id AND m.pricing_view_id = a.pricing_view_id AND m.period_month = a.period_month
 AND m.application_id = a.application_id
WHERE a.entity_id = %(entity_id)s AND a.told_at IS NULL AND a.gone_at IS NULL
ORDER BY a.period_month, a.application_id
LIMIT 500
