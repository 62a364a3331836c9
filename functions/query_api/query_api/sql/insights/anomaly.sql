-- One anomaly of the entity, and whether somebody knows of it. No row: there is no such one.
SELECT n.acknowledged_at, n.comment, json_build_object(
    'meta', json_build_object(
        'generation', coalesce(p.generation, 0), 'runId', p.run_id,
        'asOf', to_char(p.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
    'data', json_build_object(
        'anomalyId', n.anomaly_id, 'period', to_char(n.period_month, 'YYYY-MM'), 'pricingView', n.pricing_view_id,
        'applicationId', n.application_id, 'applicationLabel', a.application_label,
        'firstSeen', to_char(n.first_seen_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'goneAt', to_char(n.gone_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'acknowledged', CASE WHEN n.acknowledged_at IS NOT NULL THEN json_build_object(
            'at', to_char(n.acknowledged_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
            'by', n.acknowledged_by, 'comment', n.comment) END))::text AS answer
FROM anomaly n
JOIN dim_application a ON a.application_id = n.application_id
LEFT JOIN publication p ON p.entity_id = n.entity_id
WHERE n.anomaly_id = %(anomaly)s AND n.entity_id = %(entity)s
