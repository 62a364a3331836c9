-- One month at a glance: its cost, 13 months by domain, the costliest domains, families and applications, what its budget
-- and its year will be, what is unusual.
WITH scope AS (
    SELECT * FROM compared_scope(%(entity)s::text, %(first)s::date, %(last)s::date, %(months)s::int, %(view)s::text,
                                 %(against)s::text)
),
span AS (
    SELECT s.last_month, s.first_month, s.other_first, (s.last_month - interval '12 months')::date AS trend_first,
           (s.last_month - make_interval(months => (
               extract(month FROM s.last_month)::int - coalesce(b.fiscal_year_start, %(year_start)s::int) + 12) %% 12
           ))::date AS year_first
    FROM scope s
    LEFT JOIN budget_current b ON b.entity_id = %(entity)s AND b.pricing_view_id = s.pricing_view_id
    WHERE s.published
),
domain_cells AS (
    SELECT period_month, domain_id, cost, unpriced_rows
    FROM mv_cost_domain_month
    WHERE %(applications)s::text[] IS NULL
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT trend_first FROM span) AND (SELECT last_month FROM span)
      AND (%(environment)s::text IS NULL OR environment = %(environment)s)
    UNION ALL
    SELECT period_month, domain_id, cost, unpriced_rows
    FROM mv_cost_app_domain_month
    WHERE %(applications)s IS NOT NULL AND application_id = ANY (%(applications)s)
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT trend_first FROM span) AND (SELECT last_month FROM span)
      AND (%(environment)s IS NULL OR environment = %(environment)s)
),
cells AS (
    SELECT 'domain' AS level, domain_id, NULL::text AS key, period_month >= (SELECT first_month FROM span) AS now, cost,
           unpriced_rows
    FROM domain_cells
    WHERE period_month IN ((SELECT first_month FROM span), (SELECT other_first FROM span))
    UNION ALL
    SELECT 'family', domain_id, family_id, period_month >= (SELECT first_month FROM span), cost, unpriced_rows
    FROM mv_cost_family_month
    WHERE %(applications)s IS NULL
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month IN ((SELECT first_month FROM span), (SELECT other_first FROM span))
      AND (%(environment)s IS NULL OR environment = %(environment)s)
    UNION ALL
    SELECT 'family', domain_id, family_id, period_month >= (SELECT first_month FROM span), cost, unpriced_rows
    FROM mv_cost_app_family_month
    WHERE %(applications)s IS NOT NULL AND application_id = ANY (%(applications)s)
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month IN ((SELECT first_month FROM span), (SELECT other_first FROM span))
      AND (%(environment)s IS NULL OR environment = %(environment)s)
),
folded AS (
    SELECT level, domain_id, key, count(*) FILTER (WHERE now) AS cells, sum(cost) FILTER (WHERE now) AS now_cost,
           sum(cost) FILTER (WHERE NOT now) AS previous_cost,
           coalesce(sum(unpriced_rows) FILTER (WHERE now), 0)::bigint AS unpriced_rows,
           coalesce(sum(unpriced_rows) FILTER (WHERE NOT now), 0)::bigint AS previous_unpriced
    FROM cells GROUP BY level, domain_id, key
),
known_costs AS (
    -- Gone since the months before: 0 where the domain is published, unknown where it is not.
    SELECT f.*, CASE WHEN f.cells > 0 THEN f.now_cost
                     WHEN EXISTS (
                         SELECT FROM slice_publication x
                         WHERE x.entity_id = %(entity)s AND x.domain_id = f.domain_id AND x.run_id IS NOT NULL
                           AND x.period_month = (SELECT last_month FROM span)) THEN 0 END AS cost
    FROM folded f
),
total AS (
    SELECT CASE WHEN sum(cost) IS NOT NULL OR coalesce(sum(unpriced_rows), 0) = 0 THEN coalesce(sum(cost), 0) END AS cost,
           CASE WHEN (SELECT comparable FROM scope)
                     AND (sum(previous_cost) IS NOT NULL OR coalesce(sum(previous_unpriced), 0) = 0)
                THEN coalesce(sum(previous_cost), 0) END AS previous_cost,
           coalesce(sum(unpriced_rows), 0) AS unpriced_rows
    FROM known_costs WHERE level = 'domain'
),
applications AS (
    -- As the publication compared them; what was there in neither of the two months is left out.
    SELECT application_id, cost, CASE %(against)s WHEN 'lastYear' THEN last_year_cost ELSE previous_cost END AS previous_cost,
           unpriced_rows
    FROM mv_rank_app_month
    WHERE (%(applications)s IS NULL OR application_id = ANY (%(applications)s))
      AND entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month = (SELECT last_month FROM span) AND environment = coalesce(%(environment)s, '(all)')
      AND (('ended' IN (status, status_year)) IS NOT TRUE
           OR 'ended' = CASE %(against)s WHEN 'lastYear' THEN status_year ELSE status END)
),
unallocated AS (
    SELECT CASE WHEN sum(cost) IS NOT NULL OR coalesce(sum(unpriced_rows), 0) = 0 THEN coalesce(sum(cost), 0) END AS cost
    FROM applications WHERE application_id = 'unallocated'
),
placed AS (
    SELECT level, domain_id, key, cost, previous_cost, unpriced_rows,
           row_number() OVER (PARTITION BY level ORDER BY key IN ('unallocated', 'unmapped'), cost DESC NULLS LAST,
                              domain_id, key) AS place
    FROM (SELECT level, domain_id, key, cost, previous_cost, unpriced_rows FROM known_costs
          UNION ALL
          (SELECT 'application', NULL, application_id, cost, previous_cost, unpriced_rows FROM applications
           ORDER BY application_id = 'unallocated', cost DESC NULLS LAST, application_id LIMIT %(limit)s::int)) k
),
lines AS (
    SELECT c.level, c.place,
           json_build_object('domainId', c.domain_id, 'domainLabel', d.domain_label, 'domainMode', d.domain_mode,
               'familyId', f.family_id,
               'familyLabel', f.family_label,
               'applicationId', a.application_id, 'applicationLabel', a.application_label,
               'reserved', coalesce(c.key IN ('(none)', 'unmapped', 'unallocated'), false),
               'cost', trim_scale(c.cost), 'previousCost', trim_scale(c.previous_cost),
               'delta', trim_scale(c.cost - c.previous_cost),
               'deltaPercent', trim_scale(CASE WHEN c.previous_cost <> 0
                   THEN round(100 * (c.cost - c.previous_cost) / abs(c.previous_cost), 2) END),
               'share', trim_scale(round(c.cost / nullif(t.cost, 0), 6)), 'unpricedRows', c.unpriced_rows) AS line
    FROM placed c CROSS JOIN total t
    LEFT JOIN dim_domain d ON d.domain_id = c.domain_id
    LEFT JOIN LATERAL (SELECT c.key AS family_id,
                              coalesce((SELECT family_label FROM dim_family WHERE family_id = c.key), c.key) AS family_label
                       ) f ON c.level = 'family'
    LEFT JOIN dim_application a ON c.level = 'application' AND a.application_id = c.key
    WHERE c.place <= %(limit)s::int
),
trend AS (
    SELECT m::date AS month, EXISTS (SELECT FROM slice_publication x
                                     WHERE x.entity_id = %(entity)s AND x.period_month = m AND x.run_id IS NOT NULL
                                    ) AS published, sum(c.cost) AS cost, coalesce(sum(c.unpriced_rows), 0) AS unpriced_rows,
           coalesce(json_agg(json_build_object('domainId', c.domain_id, 'cost', trim_scale(c.cost),
                                               'unpricedRows', c.unpriced_rows)
                             ORDER BY c.domain_id) FILTER (WHERE c.domain_id IS NOT NULL), '[]') AS domains
    FROM generate_series((SELECT trend_first FROM span), (SELECT last_month FROM span), interval '1 month') m
    LEFT JOIN (SELECT period_month, domain_id, sum(cost) AS cost, sum(unpriced_rows) AS unpriced_rows
               FROM domain_cells GROUP BY period_month, domain_id) c ON c.period_month = m
    GROUP BY m
),
forecast AS (
    -- Of the entity as a whole: neither it nor its budgets can be split by a filter.
    SELECT sum(f.forecast) FILTER (WHERE f.period_month = s.last_month) AS month, sum(f.forecast) AS year
    FROM span s
    CROSS JOIN LATERAL cost_forecast(%(entity)s, (SELECT pricing_view_id FROM scope), 'entity', ARRAY[%(entity)s]::text[],
                                     s.year_first, (s.year_first + interval '11 months')::date) f
    WHERE %(applications)s IS NULL AND %(environment)s IS NULL
),
budget AS (
    SELECT b.month_budget, b.to_date_budget, b.to_date_cost, b.year_budget, b.year_forecast, b.status
    FROM span s
    CROSS JOIN LATERAL budget_standing(%(entity)s, (SELECT pricing_view_id FROM scope), s.last_month,
                                       %(year_start)s::int, 'entity', ARRAY[%(entity)s]::text[]) b
    WHERE %(applications)s IS NULL AND %(environment)s IS NULL AND b.year_budget IS NOT NULL
      AND EXISTS (SELECT FROM budget_current c
                  WHERE c.entity_id = %(entity)s AND c.pricing_view_id = (SELECT pricing_view_id FROM scope))
),
anomalies AS (
    SELECT n.anomaly_id, a.application_id, a.cost, a.expected, a.score, a.direction, n.acknowledged_at,
           row_number() OVER (ORDER BY n.acknowledged_at IS NOT NULL, abs(a.cost - a.expected) DESC, a.application_id)
               AS place
    FROM mv_anomalies_month a
    JOIN anomaly n ON n.entity_id = a.entity_id AND n.pricing_view_id = a.pricing_view_id
                  AND n.period_month = a.period_month AND n.application_id = a.application_id
    WHERE a.entity_id = %(entity)s AND a.pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND a.period_month = (SELECT last_month FROM span)
      AND (%(applications)s IS NULL OR a.application_id = ANY (%(applications)s))
),
answer AS (
    SELECT t.cost, t.previous_cost, u.cost AS unallocated_cost, t.unpriced_rows, NULL::json AS page, true AS known,
           json_build_object(
               'cost', trim_scale(t.cost), 'previousCost', trim_scale(t.previous_cost),
               'delta', trim_scale(t.cost - t.previous_cost),
               'deltaPercent', trim_scale(CASE WHEN t.previous_cost <> 0
                   THEN round(100 * (t.cost - t.previous_cost) / abs(t.previous_cost), 2) END),
               'unpricedRows', t.unpriced_rows,
               'allocatedShare', trim_scale(round((t.cost - coalesce(u.cost, 0)) / nullif(t.cost, 0), 6)),
               'sameMonthLastYear', (SELECT trim_scale(cost) FROM trend, span WHERE month = trend_first),
               'yearFrom', (SELECT to_char(year_first, 'YYYY-MM') FROM span),
               'yearToDate', (SELECT trim_scale(sum(cost)) FROM trend, span WHERE month >= year_first),
               'forecast', (SELECT json_build_object('month', trim_scale(month), 'year', trim_scale(year))
                            FROM forecast WHERE year IS NOT NULL),
               'budget', (SELECT json_build_object('month', trim_scale(month_budget),
                              'toDate', trim_scale(to_date_budget), 'toDateCost', trim_scale(to_date_cost),
                              'year', trim_scale(year_budget), 'yearForecast', trim_scale(year_forecast),
                              'status', status) FROM budget),
               'anomalies', CASE WHEN %(environment)s IS NULL THEN (
                   SELECT json_build_object('count', count(*), 'acknowledged', count(x.acknowledged_at),
                              'top', coalesce(json_agg(json_build_object('anomalyId', x.anomaly_id,
                                  'applicationId', x.application_id, 'applicationLabel', a.application_label,
                                  'cost', trim_scale(x.cost), 'expected', trim_scale(x.expected),
                                  'deviation', trim_scale(x.cost - x.expected), 'score', trim_scale(x.score),
                                  'direction', x.direction) ORDER BY x.place)
                                  FILTER (WHERE x.place <= 3 AND x.acknowledged_at IS NULL), '[]'))
                   FROM anomalies x JOIN dim_application a ON a.application_id = x.application_id) END,
               'trend', (SELECT coalesce(json_agg(json_build_object('period', to_char(month, 'YYYY-MM'),
                             'cost', trim_scale(cost), 'unpricedRows', unpriced_rows, 'published', published,
                             'domains', domains)
                             ORDER BY month), '[]') FROM trend),
               'topDomains', (SELECT coalesce(json_agg(line ORDER BY place), '[]') FROM lines
                              WHERE level = 'domain'),
               'topFamilies', (SELECT coalesce(json_agg(line ORDER BY place), '[]') FROM lines
                               WHERE level = 'family'),
               'topApplications', (SELECT coalesce(json_agg(line ORDER BY place), '[]') FROM lines
                                   WHERE level = 'application')
           ) AS data
    FROM total t CROSS JOIN unallocated u
)
SELECT json_build_object(
    'meta', json_build_object(
        'period', CASE WHEN s.first_month = s.last_month THEN to_char(s.first_month, 'YYYY-MM') END,
        'from', to_char(s.first_month, 'YYYY-MM'), 'to', to_char(s.last_month, 'YYYY-MM'),
        'pricingView', s.pricing_view_id, 'currency', s.currency, 'environment', %(environment)s::text,
        'generation', s.generation, 'runId', s.run_id, 'asOf', to_char(s.as_of, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'complete', s.published AND s.missing IS NULL, 'missing', coalesce(s.missing, '[]'),
        'total', json_build_object(
            'cost', trim_scale(t.cost), 'previousCost', trim_scale(t.previous_cost),
            'unallocatedCost', trim_scale(t.unallocated_cost), 'unpricedRows', t.unpriced_rows),
        'page', t.page, 'comparedWith', s.compared_with),
    'data', t.data)::text AS answer,
    s.generation, %(view)s IS NULL OR s.pricing_view_id IS NOT NULL AS view_known, t.known
FROM scope s, answer t
