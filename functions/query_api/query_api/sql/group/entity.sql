-- One entity: its domains and costliest applications, 13 months with their states, the exchange that is shown.
WITH scope AS (
    SELECT * FROM group_scope(ARRAY[%(entity)s::text], %(first)s::date, %(last)s::date, %(months)s::int, %(view)s::text,
                              %(against)s::text)
),
cells AS MATERIALIZED (
    SELECT c.*
    FROM scope s
    CROSS JOIN LATERAL group_cost(s.entities, s.pricing_view_id, s.months, s.first_month, %(environment)s::text, 'domain',
                                  NULL, NULL) c
    WHERE s.published
),
total AS (
    SELECT CASE WHEN sum(cost) IS NOT NULL OR coalesce(sum(unpriced_rows), 0) = 0 THEN coalesce(sum(cost), 0) END AS cost,
           CASE WHEN (SELECT comparable FROM scope)
                     AND (sum(previous_cost) IS NOT NULL OR coalesce(sum(previous_unpriced), 0) = 0)
                THEN coalesce(sum(previous_cost), 0) END AS previous_cost,
           coalesce(sum(unallocated_cost), 0) AS unallocated_cost, coalesce(sum(unpriced_rows), 0)::bigint AS unpriced_rows
    FROM cells
),
application_cells AS MATERIALIZED (
    SELECT c.*
    FROM scope s
    CROSS JOIN LATERAL group_cost(s.entities, s.pricing_view_id, s.months, s.first_month, %(environment)s::text, 'application',
                                  NULL, NULL) c
    WHERE s.published
),
by_domain AS (
    SELECT c.domain_id, sum(c.cost) AS cost, sum(c.previous_cost) AS previous_cost, sum(c.unallocated_cost) AS unallocated_cost,
           sum(c.unpriced_rows)::bigint AS unpriced_rows, sum(c.previous_unpriced)::bigint AS previous_unpriced,
           count(*) FILTER (WHERE c.is_here) AS entities
    FROM cells c
    GROUP BY c.domain_id
),
by_application AS (
    SELECT c.application_id, sum(c.cost) AS cost, sum(c.previous_cost) AS previous_cost, sum(c.unallocated_cost) AS unallocated_cost,
           sum(c.unpriced_rows)::bigint AS unpriced_rows, sum(c.previous_unpriced)::bigint AS previous_unpriced,
           count(*) FILTER (WHERE c.is_here) AS entities
    FROM application_cells c
    GROUP BY c.application_id
),
top_applications AS (
    SELECT * FROM (SELECT f.*, row_number() OVER (ORDER BY f.application_id = 'unallocated', f.cost DESC NULLS LAST,
                                                  f.application_id) AS place
                   FROM by_application f) p
    WHERE p.place <= %(limit)s::int
),
costs_by_month AS (
    SELECT period_month, sum(cost) AS cost, sum(unpriced_rows)::bigint AS unpriced_rows
    FROM mv_history_domain
    WHERE entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month BETWEEN (SELECT last_month - interval '12 months' FROM scope) AND (SELECT last_month FROM scope)
      AND (%(environment)s::text IS NULL OR environment = %(environment)s)
    GROUP BY period_month
),
states AS (
    SELECT m.period_month, m.status
    FROM scope s CROSS JOIN LATERAL group_month(ARRAY[%(entity)s::text], (s.last_month - interval '12 months')::date, s.last_month) m
),
shown_exchange AS (
    SELECT r.exchange_id, r.entity_generation, r.release_version, r.judged_by, r.is_closed, r.published_at,
           (SELECT count(*) FROM group_finding f WHERE f.exchange_id = r.exchange_id AND f.severity = 'blocking') AS blocking,
           (SELECT count(*) FROM group_finding f WHERE f.exchange_id = r.exchange_id AND f.severity = 'warning') AS warning
    FROM scope s
    JOIN group_ingestion_runs r ON r.entity_id = %(entity)s AND r.period_month = s.last_month AND r.status = 'PUBLISHED'
    ORDER BY r.entity_generation DESC, r.begun_at DESC LIMIT 1
),
answer AS (
    SELECT t.cost, t.previous_cost, t.unallocated_cost, t.unpriced_rows, NULL::json AS page,
           g.entity_id IS NOT NULL OR EXISTS (SELECT FROM slice_publication WHERE entity_id = %(entity)s) AS known,
           json_build_object(
               'entityId', %(entity)s::text, 'entityLabel', coalesce(g.entity_label, %(entity)s),
               'member', g.entity_id IS NOT NULL, 'firstMonth', to_char(g.first_month, 'YYYY-MM'),
               'lastMonth', to_char(g.last_month, 'YYYY-MM'),
               'status', (SELECT x.status FROM states x WHERE x.period_month = (SELECT last_month FROM scope)),
               'cost', trim_scale(t.cost), 'previousCost', trim_scale(t.previous_cost),
               'delta', trim_scale(t.cost - t.previous_cost),
               'deltaPercent', trim_scale(CASE WHEN t.previous_cost <> 0
                   THEN round(100 * (t.cost - t.previous_cost) / abs(t.previous_cost), 2) END),
               'unpricedRows', t.unpriced_rows,
               'allocatedShare', trim_scale(round((t.cost - coalesce(t.unallocated_cost, 0)) / nullif(t.cost, 0), 6)),
               'applicationCount', (SELECT count(*) FROM application_cells c WHERE c.is_here AND c.application_id <> 'unallocated'),
               'domains', (SELECT coalesce(json_agg(json_build_object(
                    'domainId', e.domain_id, 'domainLabel', d.domain_label, 'domainMode', d.domain_mode,
                    'cost', trim_scale(e.cost), 'previousCost', trim_scale(e.previous_cost),
                    'delta', trim_scale(e.cost - e.previous_cost),
                    'deltaPercent', trim_scale(CASE WHEN e.previous_cost <> 0
                        THEN round(100 * (e.cost - e.previous_cost) / abs(e.previous_cost), 2) END),
                    'share', trim_scale(round(e.cost / nullif(t.cost, 0), 6)), 'unpricedRows', e.unpriced_rows)
                    ORDER BY e.cost DESC NULLS LAST, e.domain_id), '[]')
                   FROM by_domain e JOIN dim_domain d ON d.domain_id = e.domain_id),
               'applications', (SELECT coalesce(json_agg(json_build_object(
                    'applicationId', e.application_id, 'applicationLabel', a.application_label, 'owner', a.owner,
                    'reserved', e.application_id = 'unallocated', 'entities', e.entities,
                    'cost', trim_scale(e.cost), 'previousCost', trim_scale(e.previous_cost),
                    'delta', trim_scale(e.cost - e.previous_cost),
                    'deltaPercent', trim_scale(CASE WHEN e.previous_cost <> 0
                        THEN round(100 * (e.cost - e.previous_cost) / abs(e.previous_cost), 2) END),
                    'share', trim_scale(round(e.cost / nullif(t.cost, 0), 6)), 'unpricedRows', e.unpriced_rows)
                    ORDER BY e.place), '[]')
                   FROM top_applications e JOIN dim_application a ON a.application_id = e.application_id),
               'months', (SELECT coalesce(json_agg(json_build_object('period', to_char(m, 'YYYY-MM'), 'cost', trim_scale(c.cost),
                   'unpricedRows', coalesce(c.unpriced_rows, 0), 'status', x.status) ORDER BY m), '[]')
                   FROM generate_series((SELECT last_month - interval '12 months' FROM scope), (SELECT last_month FROM scope),
                                        '1 month') m
                   LEFT JOIN costs_by_month c ON c.period_month = m::date
                   LEFT JOIN states x ON x.period_month = m::date),
               'exchange', (SELECT json_build_object('exchangeId', x.exchange_id, 'entityGeneration', x.entity_generation,
                   'release', x.release_version, 'judgedBy', x.judged_by, 'isClosed', x.is_closed,
                   'publishedAt', to_char(x.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                   'blocking', x.blocking, 'warning', x.warning) FROM shown_exchange x)
           ) AS data
    FROM total t
    LEFT JOIN group_member g ON g.entity_id = %(entity)s
)
SELECT json_build_object(
    'meta', json_build_object(
        'period', CASE WHEN s.first_month = s.last_month THEN to_char(s.first_month, 'YYYY-MM') END,
        'from', to_char(s.first_month, 'YYYY-MM'), 'to', to_char(s.last_month, 'YYYY-MM'),
        'pricingView', s.pricing_view_id, 'currency', s.currency, 'environment', %(environment)s::text,
        'entities', coalesce(ARRAY[%(entity)s::text], '{}'),
        'generation', s.generation, 'runId', s.run_id, 'asOf', to_char(s.as_of, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'release', s.release, 'complete', s.published AND s.missing IS NULL, 'missing', coalesce(s.missing, '[]'),
        'total', json_build_object(
            'cost', trim_scale(t.cost), 'previousCost', trim_scale(t.previous_cost),
            'unallocatedCost', trim_scale(t.unallocated_cost), 'unpricedRows', t.unpriced_rows),
        'page', t.page, 'comparedWith', s.compared_with),
    'data', t.data)::text AS answer,
    s.generation, %(view)s::text IS NULL OR s.pricing_view_id IS NOT NULL AS view_known, t.known
FROM scope s, answer t
