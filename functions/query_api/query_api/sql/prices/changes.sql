-- What a draft changes of the quantities published in these months: by month, by month and domain, by application.
WITH changed AS MATERIALIZED (
    SELECT c.period_month, c.domain_id, c.product_id, c.metric, c.quantity, c.price_before, c.price_after,
           c.price_before IS NULL AND c.price_after IS NOT NULL AS is_newly_priced,
           c.is_valued_after AND c.price_after IS NULL AS is_newly_unpriced
    FROM price_change(%(entity)s::text, %(version_id)s::bigint) c
    WHERE c.period_month = ANY (%(periods)s::date[])
),
metrics AS (
    SELECT 'month' AS part, period_month, NULL::text AS domain_id, NULL::text AS application_id, metric,
           sum(quantity * price_before) AS cost_before, sum(quantity * price_after) AS cost_after,
           sum(quantity) FILTER (WHERE is_newly_priced) AS newly_priced,
           sum(quantity) FILTER (WHERE is_newly_unpriced) AS newly_unpriced
    FROM changed GROUP BY period_month, metric
    UNION ALL
    SELECT 'domain', period_month, domain_id, NULL, metric,
           sum(quantity * price_before), sum(quantity * price_after),
           sum(quantity) FILTER (WHERE is_newly_priced), sum(quantity) FILTER (WHERE is_newly_unpriced)
    FROM changed GROUP BY period_month, domain_id, metric
    UNION ALL
    SELECT 'application', NULL, NULL, f.application_id, c.metric,
           sum(f.quantity * c.price_before), sum(f.quantity * c.price_after),
           sum(f.quantity) FILTER (WHERE c.is_newly_priced), sum(f.quantity) FILTER (WHERE c.is_newly_unpriced)
    FROM fact_consumption f
    JOIN changed c ON c.period_month = f.period_month AND c.domain_id = f.domain_id
                  AND c.product_id = coalesce(f.product_id, '(none)') AND c.metric = f.consumption_metric
    WHERE f.entity_id = %(entity)s::text AND f.period_month = ANY (%(periods)s)
    GROUP BY f.application_id, c.metric
),
places AS (
    SELECT part, period_month, domain_id, application_id,
           sum(cost_before) AS cost_before, sum(cost_after) AS cost_after,
           coalesce(sum(cost_after), 0) - coalesce(sum(cost_before), 0) AS delta,
           coalesce(json_agg(json_build_object('metric', metric, 'quantity', trim_scale(newly_priced)) ORDER BY metric)
                    FILTER (WHERE newly_priced IS NOT NULL), '[]') AS newly_priced,
           coalesce(json_agg(json_build_object('metric', metric, 'quantity', trim_scale(newly_unpriced)) ORDER BY metric)
                    FILTER (WHERE newly_unpriced IS NOT NULL), '[]') AS newly_unpriced
    FROM metrics GROUP BY part, period_month, domain_id, application_id
),
largest AS (
    SELECT p.*, a.application_label, row_number() OVER (ORDER BY abs(p.delta) DESC, p.application_id) AS place
    FROM places p JOIN dim_application a USING (application_id)
    WHERE p.part = 'application'
),
version AS (
    SELECT v.version, v.pricing_view_id, w.currency, c.version_id AS in_force
    FROM pricing_view_version v
    JOIN pricing_view w USING (pricing_view_id)
    LEFT JOIN pricing_view_current c USING (pricing_view_id)
    WHERE v.version_id = %(version_id)s::bigint
)
SELECT json_build_object(
    'meta', json_build_object(
        'generation', coalesce(g.generation, 0), 'runId', g.run_id,
        'asOf', to_char(g.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'pricingView', v.pricing_view_id, 'version', v.version, 'currency', v.currency, 'checksum', %(checksum)s::text),
    'data', json_build_object(
        'conflicts', %(conflicts)s::json,
        'closedPeriods', (
            SELECT coalesce(json_agg(to_char(s.period_month, 'YYYY-MM') ORDER BY s.period_month), '[]')
            FROM period_status s
            WHERE s.entity_id = %(entity)s::text AND s.status = 'CLOSED' AND s.period_month = ANY (%(periods)s)
              AND v.in_force IS NOT NULL),
        'rateChanges', (
            SELECT json_build_object('count', count(*), 'first', coalesce(json_agg(json_build_object(
                'metric', r.metric, 'period', to_char(r.period_month, 'YYYY-MM'),
                'before', trim_scale(r.rate_before), 'after', trim_scale(r.rate_after)) ORDER BY r.metric, r.period_month)
                FILTER (WHERE r.place <= %(most)s), '[]'))
            FROM (SELECT *, row_number() OVER (ORDER BY metric, period_month) AS place
                  FROM rate_change(%(version_id)s::bigint, %(current_month)s::date)) r),
        'valuedMetrics', (
            SELECT json_build_object(
                'added', coalesce(json_agg(metric ORDER BY metric) FILTER (WHERE is_new), '[]'),
                'removed', coalesce(json_agg(metric ORDER BY metric) FILTER (WHERE NOT is_new), '[]'))
            FROM (SELECT metric, bool_or(version_id = %(version_id)s::bigint) AS is_new
                  FROM pricing_view_metric WHERE version_id IN (%(version_id)s::bigint, v.in_force)
                  GROUP BY metric HAVING count(*) = 1) m),
        'months', (
            SELECT coalesce(json_agg(json_build_object(
                'period', to_char(p.period_month, 'YYYY-MM'),
                'publishedCost', (SELECT trim_scale(sum(d.cost)) FROM mv_cost_domain_month d
                                  WHERE d.entity_id = %(entity)s::text AND d.pricing_view_id = v.pricing_view_id
                                    AND d.period_month = p.period_month AND v.in_force IS NOT NULL),
                'costBefore', trim_scale(p.cost_before), 'costAfter', trim_scale(p.cost_after),
                'delta', trim_scale(p.delta), 'newlyPriced', p.newly_priced, 'newlyUnpriced', p.newly_unpriced)
                ORDER BY p.period_month), '[]')
            FROM places p WHERE p.part = 'month'),
        'domains', (
            SELECT coalesce(json_agg(json_build_object(
                'period', to_char(p.period_month, 'YYYY-MM'), 'domainId', p.domain_id, 'domainLabel', d.domain_label,
                'costBefore', trim_scale(p.cost_before), 'costAfter', trim_scale(p.cost_after),
                'delta', trim_scale(p.delta), 'newlyPriced', p.newly_priced, 'newlyUnpriced', p.newly_unpriced)
                ORDER BY p.period_month, p.domain_id), '[]')
            FROM places p JOIN dim_domain d USING (domain_id) WHERE p.part = 'domain'),
        'applications', (
            SELECT json_build_object('count', count(*), 'largest', coalesce(json_agg(json_build_object(
                'applicationId', p.application_id, 'applicationLabel', p.application_label,
                'costBefore', trim_scale(p.cost_before), 'costAfter', trim_scale(p.cost_after),
                'delta', trim_scale(p.delta), 'newlyPriced', p.newly_priced, 'newlyUnpriced', p.newly_unpriced)
                ORDER BY p.place) FILTER (WHERE p.place <= %(largest)s), '[]'))
            FROM largest p)))::text AS answer
FROM version v
LEFT JOIN publication g ON g.entity_id = %(entity)s::text
