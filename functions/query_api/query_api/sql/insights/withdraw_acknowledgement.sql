-- Nobody is said to know of an anomaly any more; the audit log keeps who did, and what they said.
WITH before AS (
    SELECT anomaly_id, period_month, pricing_view_id, application_id, acknowledged_at, acknowledged_by, comment
    FROM anomaly WHERE anomaly_id = %(anomaly)s AND entity_id = %(entity)s
),
withdrawn AS (
    UPDATE anomaly SET acknowledged_at = NULL, acknowledged_by = NULL, comment = NULL
    WHERE anomaly_id = %(anomaly)s AND entity_id = %(entity)s
)
INSERT INTO audit_log (entity_id, actor, action, target, details)
SELECT %(entity)s, %(actor)s, 'anomaly.acknowledgement_withdrawn', anomaly_id,
       jsonb_build_object('period', to_char(period_month, 'YYYY-MM'), 'pricing_view', pricing_view_id,
                          'application', application_id, 'acknowledged_at', acknowledged_at,
                          'acknowledged_by', acknowledged_by, 'comment', comment)
FROM before
