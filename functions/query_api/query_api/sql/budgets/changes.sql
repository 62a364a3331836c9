-- What new budgets change of those in force, and which of it is in closed months.
WITH incoming AS (
    SELECT i.scope, i.scope_id::key_text AS scope_id, i.period_month, i.amount
    FROM unnest(%(scopes)s::text[], %(ids)s::text[], %(months)s::date[], %(amounts)s::numeric[])
         AS i (scope, scope_id, period_month, amount)
),
standing AS (
    SELECT l.scope, l.scope_id, l.period_month::date, l.amount::numeric
    FROM budget_current c JOIN budget_line l ON l.version_id = c.version_id
    WHERE c.entity_id = %(entity)s AND c.pricing_view_id = %(view)s
),
compared AS MATERIALIZED (
    SELECT scope, scope_id, period_month, s.amount AS before, i.amount AS after,
           s.amount IS DISTINCT FROM i.amount AS differs
    FROM standing s FULL JOIN incoming i USING (scope, scope_id, period_month)
),
counts AS (
    SELECT count(after) AS lines, count(*) FILTER (WHERE before IS NULL) AS added,
           count(*) FILTER (WHERE after IS NULL) AS removed,
           count(*) FILTER (WHERE before <> after) AS changed, count(*) FILTER (WHERE NOT differs) AS unchanged
    FROM compared
),
state AS (
    SELECT c.version, n.added + n.removed + n.changed > 0 OR c.fiscal_year_start IS DISTINCT FROM %(year_start)s::integer
           AS is_new, coalesce(p.generation, 0) AS generation, p.run_id, p.published_at
    FROM counts n
    LEFT JOIN budget_current c ON c.entity_id = %(entity)s AND c.pricing_view_id = %(view)s
    LEFT JOIN publication p ON p.entity_id = %(entity)s
),
closed AS (
    SELECT json_agg(json_build_array(to_char(x.period_month, 'YYYY-MM'), x.scope, x.scope_id, trim_scale(x.before)::text,
                                     trim_scale(x.after)::text) ORDER BY x.period_month, x.scope, x.scope_id) AS lines
    FROM (SELECT c.* FROM compared c
          JOIN period_status s ON s.entity_id = %(entity)s AND s.period_month = c.period_month AND s.status = 'CLOSED'
          WHERE c.differs ORDER BY c.period_month, c.scope, c.scope_id LIMIT 100) x
),
totals AS (
    SELECT json_agg(json_build_object('scope', t.scope, 'month', to_char(t.period_month, 'YYYY-MM'),
                                      'before', trim_scale(t.before), 'after', trim_scale(t.after))
                    ORDER BY t.scope, t.period_month) AS list
    FROM (SELECT scope, period_month, sum(before) AS before, sum(after) AS after
          FROM compared GROUP BY scope, period_month) t
),
changes AS (
    SELECT json_agg(json_build_object('scope', x.scope, 'scopeId', x.scope_id, 'month', to_char(x.period_month, 'YYYY-MM'),
                                      'before', trim_scale(x.before), 'after', trim_scale(x.after))
                    ORDER BY x.scope, x.scope_id, x.period_month) AS list
    FROM (SELECT * FROM compared WHERE differs ORDER BY scope, scope_id, period_month LIMIT %(most)s) x
)
SELECT json_build_object(
    'meta', json_build_object(
        'generation', CASE WHEN s.generation > 0 AND s.is_new AND NOT %(dry_run)s THEN s.generation + 1 ELSE s.generation END,
        'runId', s.run_id, 'asOf', to_char(s.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
    'data', json_build_object(
        'pricingView', %(view)s::text, 'dryRun', %(dry_run)s::boolean, 'isNew', s.is_new,
        'version', CASE WHEN s.is_new AND NOT %(dry_run)s THEN coalesce(s.version, 0) + 1 ELSE s.version END,
        'lines', n.lines, 'added', n.added, 'removed', n.removed, 'changed', n.changed, 'unchanged', n.unchanged,
        'months', t.list, 'changes', coalesce(x.list, '[]')))::text AS answer,
    s.is_new, coalesce(s.version, 0) + 1 AS next_version, d.lines AS closed,
    json_build_object('version', coalesce(s.version, 0) + 1, 'lines', n.lines, 'added', n.added, 'removed', n.removed,
                      'changed', n.changed)::text AS details
FROM state s, counts n, closed d, totals t, changes x
