-- How budgets stand in a month, to date in its fiscal year and in all of it, with what the year is expected to cost.
WITH scope AS (
    SELECT * FROM reading_scope(%(entity)s::text, %(first)s::date, %(first)s::date, %(months)s::int, %(view)s::text)
),
labelled AS (
    SELECT b.*, array_position(ARRAY['entity', 'domain', 'family', 'product', 'application'], b.scope) AS kind,
           CASE b.scope
               WHEN 'entity' THEN CASE WHEN b.scope_id = %(entity)s THEN b.scope_id END
               WHEN 'domain' THEN (SELECT domain_label FROM dim_domain WHERE domain_id = b.scope_id)
               WHEN 'family' THEN (SELECT family_label FROM dim_family WHERE family_id = b.scope_id)
               WHEN 'product' THEN (SELECT product_label FROM dim_product WHERE product_id = b.scope_id)
               ELSE (SELECT application_label FROM dim_application WHERE application_id = b.scope_id) END AS label,
           100 * b.month_cost / nullif(b.month_budget, 0) AS month_percent,
           100 * b.to_date_cost / nullif(b.to_date_budget, 0) AS to_date_percent,
           100 * b.year_cost / nullif(b.year_budget, 0) AS year_percent,
           100 * b.year_forecast / nullif(b.year_budget, 0) AS forecast_percent
    FROM scope s
    CROSS JOIN LATERAL budget_standing(%(entity)s, s.pricing_view_id, s.last_month, %(year_start)s::integer,
                                       %(kind)s::text, %(ids)s::text[]) b
),
placed AS (
    SELECT *, row_number() OVER (ORDER BY
               CASE %(sort)s::text WHEN 'label' THEN lower(label) END,
               CASE %(sort)s WHEN '-label' THEN lower(label) END DESC,
               CASE %(sort)s WHEN 'monthPercent' THEN month_percent WHEN '-monthPercent' THEN -month_percent
                             WHEN 'toDatePercent' THEN to_date_percent WHEN '-toDatePercent' THEN -to_date_percent
                             WHEN 'yearPercent' THEN year_percent WHEN '-yearPercent' THEN -year_percent
                             WHEN 'forecastPercent' THEN forecast_percent
                             WHEN '-forecastPercent' THEN -forecast_percent END NULLS LAST,
               kind, lower(label), scope_id) AS place,
           count(*) OVER () AS rows
    FROM labelled
    WHERE label IS NOT NULL
),
lines AS (
    SELECT place, json_build_object(
        'scope', scope, 'scopeId', scope_id, 'scopeLabel', label, 'status', status,
        'month', json_build_object(
            'budget', trim_scale(month_budget), 'cost', trim_scale(month_cost),
            'remaining', trim_scale(month_budget - month_cost), 'percent', trim_scale(round(month_percent, 2)),
            'forecast', trim_scale(month_forecast), 'unpricedRows', month_unpriced),
        'toDate', json_build_object(
            'budget', trim_scale(to_date_budget), 'cost', trim_scale(to_date_cost),
            'remaining', trim_scale(to_date_budget - to_date_cost), 'percent', trim_scale(round(to_date_percent, 2)),
            'months', to_date_months, 'monthsWithoutData', to_date_unknown, 'unpricedRows', to_date_unpriced),
        'year', json_build_object(
            'budget', trim_scale(year_budget), 'cost', trim_scale(year_cost),
            'remaining', trim_scale(year_budget - year_cost), 'percent', trim_scale(round(year_percent, 2)),
            'forecast', trim_scale(year_forecast), 'forecastPercent', trim_scale(round(forecast_percent, 2)),
            'months', year_months, 'unpricedRows', year_unpriced)) AS line
    FROM placed
    WHERE place > %(offset)s AND place <= %(offset)s + %(limit)s
)
SELECT json_build_object(
    'meta', json_build_object(
        'period', to_char(s.last_month, 'YYYY-MM'),
        'from', to_char(s.first_month, 'YYYY-MM'), 'to', to_char(s.last_month, 'YYYY-MM'),
        'yearFrom', to_char(y.first_month, 'YYYY-MM'), 'yearTo', to_char(y.first_month + interval '11 months', 'YYYY-MM'),
        'budgetVersion', c.version,
        'pricingView', s.pricing_view_id, 'currency', s.currency, 'environment', NULL,
        'generation', s.generation, 'runId', s.run_id, 'asOf', to_char(s.as_of, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'complete', s.published AND s.missing IS NULL, 'missing', coalesce(s.missing, '[]'),
        'page', json_build_object(
            'limit', %(limit)s, 'next', (SELECT s.generation || '.' || %(offset)s + %(limit)s || '.' || %(question)s::text
                                         FROM placed WHERE rows > %(offset)s + %(limit)s LIMIT 1))),
    'data', (SELECT coalesce(json_agg(line ORDER BY place), '[]') FROM lines))::text AS answer,
    s.generation, %(view)s IS NULL OR s.pricing_view_id IS NOT NULL AS view_known, true AS known
FROM scope s
LEFT JOIN budget_current c ON c.entity_id = %(entity)s AND c.pricing_view_id = s.pricing_view_id
CROSS JOIN LATERAL (
    SELECT fiscal_year_first(s.last_month, coalesce(c.fiscal_year_start, %(year_start)s::integer)) AS first_month) y
