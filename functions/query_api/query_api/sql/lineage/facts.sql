-- The facts of a cost cell, or of several, as a view values them now, with the run, step, price line and weight behind each.
WITH scope AS (
    SELECT v.pricing_view_id, v.version_id, v.version, v.currency, w.author, w.reason, w.published_at, w.in_force_at
    FROM pricing_view_current v JOIN pricing_view_version w ON w.version_id = v.version_id
    WHERE CASE WHEN %(view)s::text IS NULL THEN v.is_default ELSE v.pricing_view_id = %(view)s END
),
facts AS MATERIALIZED (
    SELECT f.*, m.metric IS NOT NULL AS is_valued, p.unit_price, p.priced_by, p.priced_key,
           f.quantity * p.unit_price AS cost,
           row_number() OVER (ORDER BY f.domain_id, f.family_id, f.product_id, f.application_id, f.environment,
                                       f.consumption_metric, f.step_domain_id, f.source) AS place
    FROM fact_consumption f
    LEFT JOIN scope v ON true
    LEFT JOIN pricing_view_metric m ON m.version_id = v.version_id AND m.metric = f.consumption_metric
    LEFT JOIN unit_price_month own
           ON own.version_id = v.version_id AND own.period_month = f.period_month AND own.metric = m.metric
          AND own.priced_by = CASE WHEN f.product_id IS NULL THEN 'domain' ELSE 'product' END
          AND own.priced_key = coalesce(f.product_id, f.domain_id)
    LEFT JOIN unit_price_month rate
           ON rate.version_id = v.version_id AND rate.period_month = f.period_month AND rate.metric = m.metric
          AND rate.priced_by = 'metric' AND rate.priced_key = m.metric
    CROSS JOIN LATERAL (
        SELECT coalesce(own.unit_price, rate.unit_price)::numeric AS unit_price,
               CASE WHEN own.unit_price IS NULL THEN rate.priced_by ELSE own.priced_by END AS priced_by,
               CASE WHEN own.unit_price IS NULL THEN rate.priced_key ELSE own.priced_key END AS priced_key) p
    WHERE f.entity_id = %(entity)s::text AND f.period_month = %(month)s::date
      AND (%(application)s::text IS NULL OR f.application_id = %(application)s)
      AND (%(domain)s::text IS NULL OR f.domain_id = %(domain)s)
      AND (%(product)s::text IS NULL OR coalesce(f.product_id, '(none)') = %(product)s)
      AND (%(environment)s::text IS NULL OR f.environment = %(environment)s)
      AND (%(metric)s::text IS NULL OR f.consumption_metric = %(metric)s)
),
page AS (
    SELECT f.place, json_build_object(
        'domainId', f.domain_id, 'domainLabel', d.domain_label, 'domainMode', f.consumption_type,
        'familyId', coalesce(f.family_id, '(none)'), 'productId', coalesce(f.product_id, '(none)'),
        'productLabel', n.product_label, 'applicationId', f.application_id, 'applicationLabel', a.application_label,
        'environment', f.environment, 'metric', f.consumption_metric, 'unit', u.unit, 'quantity', f.quantity,
        'cost', f.cost, 'valued', f.is_valued, 'source', f.source,
        'computedAt', to_char(f.computed_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'price', CASE WHEN f.unit_price IS NOT NULL THEN json_build_object(
            'unitPrice', f.unit_price, 'pricedBy', f.priced_by, 'pricedKey', f.priced_key,
            'firstMonth', to_char(l.first_month, 'YYYY-MM'), 'lastMonth', to_char(l.last_month, 'YYYY-MM'),
            'version', v.version, 'author', v.author, 'reason', v.reason,
            'publishedAt', to_char(v.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
            'inForceAt', to_char(v.in_force_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) END,
        'run', json_build_object(
            'runId', f.run_id, 'status', r.status, 'triggerType', r.trigger_type, 'origin', r.origin,
            'requestedBy', r.requested_by, 'startedAt', to_char(r.started_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
            'endedAt', to_char(r.ended_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'generation', r.generation,
            'version', r.version, 'gitSha', r.git_sha),
        'step', CASE WHEN s.run_id IS NOT NULL THEN json_build_object(
            'domainId', s.domain_id, 'period', to_char(s.period_month, 'YYYY-MM'), 'ingestFunction', s.ingest_function,
            'landingId', s.landing_id, 'checksum', s.checksum, 'records', s.records, 'rows', s.rows,
            'rejects', s.rejects, 'configChecksum', s.config_checksum,
            'settingsUnchanged', s.config_checksum = config_checksum(o),
            'endedAt', to_char(s.ended_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) END,
        'coefficient', CASE WHEN c.domain_id IS NOT NULL THEN json_build_object(
            'rawWeight', c.raw_weight, 'weight', c.weight, 'method', c.method, 'metric', c.metric,
            'source', c.source) END) AS fact
    FROM facts f
    LEFT JOIN scope v ON true
    JOIN dim_domain d ON d.domain_id = f.domain_id
    JOIN dim_domain o ON o.domain_id = f.step_domain_id
    JOIN dim_metric u ON u.metric = f.consumption_metric
    LEFT JOIN dim_product n ON n.product_id = f.product_id
    LEFT JOIN dim_application a ON a.application_id = f.application_id
    LEFT JOIN etl_runs r ON r.run_id = f.run_id AND r.entity_id = f.entity_id
    LEFT JOIN etl_run_steps s
           ON s.run_id = r.run_id AND s.domain_id = f.step_domain_id AND s.period_month = f.period_month
    LEFT JOIN fact_coefficient c
           ON f.product_id IS NULL AND c.entity_id = f.entity_id AND c.period_month = f.period_month
          AND c.domain_id = f.domain_id AND c.application_id = f.application_id
    LEFT JOIN LATERAL (
        SELECT x.first_month, x.last_month FROM unit_price x
        WHERE x.version_id = v.version_id AND x.metric = f.consumption_metric
          AND f.period_month BETWEEN x.first_month AND coalesce(x.last_month, 'infinity')
          AND CASE f.priced_by WHEN 'product' THEN x.product_id = f.priced_key WHEN 'domain' THEN x.domain_id = f.priced_key
                               ELSE x.product_id IS NULL AND x.domain_id IS NULL END
        LIMIT 1) l ON f.priced_by IS NOT NULL
    WHERE f.place > %(offset)s::bigint AND f.place <= %(offset)s + %(limit)s::int
),
total AS (
    SELECT count(*) AS facts, sum(cost) AS cost, count(*) FILTER (WHERE is_valued AND cost IS NULL) AS unpriced_rows
    FROM facts
)
SELECT json_build_object(
    'meta', json_build_object(
        'period', to_char(%(month)s::date, 'YYYY-MM'), 'pricingView', v.pricing_view_id, 'currency', v.currency,
        'generation', coalesce(p.generation, 0), 'runId', p.run_id,
        'asOf', to_char(p.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'total', json_build_object('facts', t.facts, 'cost', t.cost, 'unpricedRows', t.unpriced_rows),
        'page', json_build_object('limit', %(limit)s, 'next', CASE WHEN t.facts > %(offset)s + %(limit)s THEN
            coalesce(p.generation, 0) || '.' || (%(offset)s + %(limit)s) || '.' || %(question)s::text END)),
    'data', (SELECT coalesce(json_agg(fact ORDER BY place), '[]') FROM page))::text AS answer,
    coalesce(p.generation, 0) AS generation, %(view)s IS NULL OR v.pricing_view_id IS NOT NULL AS view_known
FROM total t
LEFT JOIN scope v ON true
LEFT JOIN publication p ON p.entity_id = %(entity)s
