-- Applications of any entity whose months cost unlike the months before, with what explains it.
WITH scope AS (
    SELECT * FROM group_scope(%(entities)s::text[], %(first)s::date, %(last)s::date, %(months)s::int, %(view)s::text,
                              'previousMonth')
),
found AS (
    SELECT a.*, a.cost - a.expected AS deviation, n.anomaly_id, n.first_seen_at
    FROM mv_anomalies_month a
    JOIN anomaly n ON n.entity_id = a.entity_id AND n.pricing_view_id = a.pricing_view_id
                  AND n.period_month = a.period_month AND n.application_id = a.application_id
    WHERE a.entity_id = ANY ((SELECT entities FROM scope)::text[]) AND a.pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND a.period_month BETWEEN (SELECT first_month FROM scope) AND (SELECT last_month FROM scope)
      AND (%(applications)s::text[] IS NULL OR a.application_id = ANY (%(applications)s))
      AND (%(direction)s::text IS NULL OR a.direction = %(direction)s)
),
placed AS (
    SELECT *, row_number() OVER (ORDER BY
               CASE %(sort)s::text WHEN 'deviation' THEN abs(deviation) WHEN '-deviation' THEN -abs(deviation)
                                   WHEN 'score' THEN abs(score) ELSE -abs(score) END,
               period_month DESC, entity_id, application_id) AS place
    FROM found
),
answer AS (
    SELECT (SELECT json_build_object('anomalies', count(*), 'high', count(*) FILTER (WHERE f.direction = 'high'),
                                     'low', count(*) FILTER (WHERE f.direction = 'low'),
                                     'deviation', trim_scale(coalesce(sum(f.deviation), 0))) FROM found f) AS total,
           true AS known,
           json_build_object('limit', %(limit)s::int, 'next', CASE WHEN (SELECT count(*) FROM placed) > %(offset)s::int + %(limit)s
               THEN format('%%s.%%s.%%s', (SELECT generation FROM scope), %(offset)s + %(limit)s, %(question)s::text)
               END) AS page,
           (SELECT coalesce(json_agg(json_build_object(
                'anomalyId', p.anomaly_id, 'period', to_char(p.period_month, 'YYYY-MM'),
                'entityId', p.entity_id, 'entityLabel', coalesce(g.entity_label, p.entity_id),
                'applicationId', p.application_id, 'applicationLabel', a.application_label, 'owner', a.owner,
                'reserved', p.application_id = 'unallocated',
                'cost', trim_scale(p.cost), 'expected', trim_scale(p.expected),
                'expectedLow', trim_scale(p.expected_low), 'expectedHigh', trim_scale(p.expected_high),
                'deviation', trim_scale(p.deviation),
                'deviationPercent', trim_scale(round(100 * p.deviation / nullif(abs(p.expected), 0), 2)),
                'score', trim_scale(p.score), 'direction', p.direction, 'historyMonths', p.history_months,
                'explainedBy', (
                    SELECT coalesce(json_agg(json_build_object(
                        'productId', e."productId", 'productLabel', coalesce(r.product_label, e."productId"),
                        'domainId', e."domainId", 'domainLabel', coalesce(d.domain_label, e."domainId"),
                        'delta', trim_scale(e.delta), 'share', trim_scale(e.share)) ORDER BY e.place), '[]')
                    FROM ROWS FROM (jsonb_to_recordset(p.explained_by)
                                        AS ("productId" text, "domainId" text, delta numeric, share numeric))
                        WITH ORDINALITY AS e ("productId", "domainId", delta, share, place)
                    LEFT JOIN dim_product r ON r.product_id = e."productId"
                    LEFT JOIN dim_domain d ON d.domain_id = e."domainId"),
                'firstSeen', to_char(p.first_seen_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) ORDER BY p.place), '[]')
            FROM placed p
            JOIN dim_application a ON a.application_id = p.application_id
            LEFT JOIN group_member g ON g.entity_id = p.entity_id
            WHERE p.place > %(offset)s AND p.place <= %(offset)s + %(limit)s) AS data
)
SELECT json_build_object(
    'meta', json_build_object(
        'period', CASE WHEN s.first_month = s.last_month THEN to_char(s.first_month, 'YYYY-MM') END,
        'from', to_char(s.first_month, 'YYYY-MM'), 'to', to_char(s.last_month, 'YYYY-MM'),
        'pricingView', s.pricing_view_id, 'currency', s.currency, 'environment', NULL::text,
        'entities', coalesce(%(entities)s::text[], '{}'),
        'generation', s.generation, 'runId', s.run_id, 'asOf', to_char(s.as_of, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'release', s.release, 'complete', s.published AND s.missing IS NULL, 'missing', coalesce(s.missing, '[]'),
        'total', t.total,
        'page', t.page),
    'data', t.data)::text AS answer,
    s.generation, %(view)s::text IS NULL OR s.pricing_view_id IS NOT NULL AS view_known, t.known
FROM scope s, answer t
