-- Somebody knows of an anomaly, and says what it comes from.
WITH acknowledged AS (
    UPDATE anomaly SET acknowledged_at = clock_timestamp(), acknowledged_by = %(actor)s, comment = %(comment)s
    WHERE anomaly_id = %(anomaly)s AND entity_id = %(entity)s
    RETURNING anomaly_id, period_month, pricing_view_id, application_id
)
INSERT INTO audit_log (entity_id, actor, action, target, reason, details)
SELECT %(entity)s, %(actor)s, 'anomaly.acknowledged', anomaly_id, %(comment)s,
       jsonb_build_object('period', to_char(period_month, 'YYYY-MM'), 'pricing_view', pricing_view_id,
                          'application', application_id)
FROM acknowledged
