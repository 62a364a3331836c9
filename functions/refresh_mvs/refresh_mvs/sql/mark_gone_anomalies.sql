-- Anomalies that new figures took away; an acknowledgement stays, should they come back.
UPDATE anomaly a
SET gone_at = clock_timestamp()
WHERE a.entity_id = %(entity_id)s AND a.gone_at IS NULL
  AND NOT EXISTS (SELECT FROM mv_anomalies_month m
                  WHERE m.entity_id = a.entity_id AND m.pricing_view_id = a.pricing_view_id
                    AND m.period_month = a.period_month AND m.application_id = a.application_id)
