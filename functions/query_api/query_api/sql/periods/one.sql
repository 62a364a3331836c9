-- One month with its closing checklist. An item that is binding stands against closing whatever the reason.
WITH asked AS (
    SELECT %(entity)s::text AS entity_id, %(month)s::date AS period_month
),
found AS (
    SELECT o.* FROM period_overview o JOIN asked a ON a.entity_id = o.entity_id AND a.period_month = o.period_month
),
earlier AS (
    SELECT min(o.period_month) AS first_open
    FROM period_overview o JOIN asked a ON a.entity_id = o.entity_id AND o.period_month < a.period_month
    WHERE o.status = 'OPEN' AND o.is_published
),
under_way AS (
    SELECT min(r.run_id::text) AS run_id
    FROM etl_runs r JOIN asked a ON a.entity_id = r.entity_id
    WHERE r.status = 'RUNNING' AND NOT r.dry_run
      AND EXISTS (SELECT FROM etl_run_steps s
                  WHERE s.run_id = r.run_id AND s.period_month <= a.period_month AND NOT s.is_late)
),
pending_prices AS (
    SELECT string_agg(format('version %%s of %%s', v.version, v.pricing_view_id), ', '
                      ORDER BY v.pricing_view_id, v.version) AS names
    FROM pricing_view_version v
    WHERE v.published_at IS NOT NULL AND v.in_force_at IS NULL AND v.refused_at IS NULL
),
pending_moves AS (
    SELECT string_agg(DISTINCT p.product_id::text, ', ') AS names
    FROM product_placement p JOIN asked a ON p.first_month <= a.period_month
    WHERE p.applied_at IS NULL AND p.refused_at IS NULL
),
unpriced AS (
    SELECT string_agg(format('%%s has no price for %%s rows', pricing_view_id, rows), ', ' ORDER BY pricing_view_id)
               AS names
    FROM (SELECT c.pricing_view_id, sum(c.unpriced_rows) AS rows
          FROM mv_cost_domain_month c
          JOIN asked a ON a.entity_id = c.entity_id AND a.period_month = c.period_month
          JOIN pricing_view_current v ON v.pricing_view_id = c.pricing_view_id
          GROUP BY c.pricing_view_id) x
    WHERE rows > 0
),
checks (place, key, is_binding, ok, message) AS (
    SELECT 1, 'month_over', true, a.period_month < %(current)s::date,
           CASE WHEN a.period_month < %(current)s THEN 'the month is over'
                ELSE format('the month is not over: wait for %%s', to_char(a.period_month + interval '1 month', 'YYYY-MM'))
           END FROM asked a
    UNION ALL
    SELECT 2, 'earlier_months_closed', true, e.first_open IS NULL,
           coalesce('close ' || to_char(e.first_open, 'YYYY-MM') || ' first', 'every earlier published month is closed')
    FROM earlier e
    UNION ALL
    SELECT 3, 'no_run_under_way', true, u.run_id IS NULL,
           coalesce(format('run %%s is under way for it: wait for it', u.run_id), 'no run is under way for it')
    FROM under_way u
    UNION ALL
    SELECT 4, 'prices_in_force', true, v.names IS NULL,
           coalesce(left(v.names, 500) || ' is published and not in force yet: wait for it',
                    'every published version of prices is in force')
    FROM pending_prices v
    UNION ALL
    SELECT 5, 'products_placed', true, m.names IS NULL,
           coalesce('moved, and not classified again yet: ' || left(m.names, 500), 'no product is being moved')
    FROM pending_moves m
    UNION ALL
    SELECT 6, 'published', false, coalesce(f.is_published, false),
           CASE WHEN f.is_published THEN 'the month is published' ELSE 'nothing of the month is published' END
    FROM asked a LEFT JOIN found f ON true
    UNION ALL
    SELECT 7, 'complete', false, coalesce(f.missing = '{}', false),
           CASE WHEN f.missing = '{}' THEN 'no domain is missing'
                ELSE 'missing: ' || left(coalesce(nullif(array_to_string(f.missing, ', '), ''), 'every domain'), 500) END
    FROM asked a LEFT JOIN found f ON true
    UNION ALL
    SELECT 8, 'priced', false, u.names IS NULL, coalesce(left(u.names, 500), 'everything has a price') FROM unpriced u
)
SELECT json_build_object(
    'meta', json_build_object(
        'generation', coalesce(p.generation, 0), 'runId', p.run_id,
        'asOf', to_char(p.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
    'data', json_build_object(
        'period', to_char(a.period_month, 'YYYY-MM'), 'status', f.status, 'changedBy', f.changed_by,
        'changedAt', to_char(f.changed_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'reason', f.reason,
        'checklist', k.checklist))::text AS answer,
    coalesce(p.generation, 0) AS generation, f.period_month IS NOT NULL AS known, k.checklist::text AS checklist,
    ARRAY(SELECT key || E'\n' || message FROM checks WHERE NOT ok ORDER BY place) AS failed,
    EXISTS (SELECT FROM checks WHERE NOT ok AND is_binding) AS forbidden
FROM asked a
CROSS JOIN (
    SELECT json_build_object(
        'ready', bool_and(ok),
        'items', json_agg(json_build_object('key', key, 'ok', ok, 'binding', is_binding, 'message', message)
                          ORDER BY place)) AS checklist
    FROM checks) k
LEFT JOIN found f ON true
LEFT JOIN publication p ON p.entity_id = a.entity_id
