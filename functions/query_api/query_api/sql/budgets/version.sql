-- One version of budgets with its lines, as PUT takes them back; no row when there is none.
SELECT json_build_object(
    'meta', json_build_object(
        'generation', coalesce(p.generation, 0), 'runId', p.run_id,
        'asOf', to_char(p.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
    'data', json_build_object(
        'pricingView', v.pricing_view_id, 'version', v.version,
        'inForce', EXISTS (SELECT FROM budget_current c WHERE c.version_id = v.version_id),
        'fiscalYearStart', v.fiscal_year_start, 'publishedAt', to_char(v.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'author', v.author, 'reason', v.reason,
        'lines', (SELECT json_agg(json_build_object(
                              'scope', l.scope, 'scopeId', l.scope_id, 'month', to_char(l.period_month, 'YYYY-MM'),
                              'amount', trim_scale(l.amount)) ORDER BY l.scope, l.scope_id, l.period_month)
                  FROM budget_line l WHERE l.version_id = v.version_id)))::text AS answer
FROM budget_version v
LEFT JOIN publication p ON p.entity_id = v.entity_id
WHERE v.entity_id = %(entity)s AND v.pricing_view_id = %(view)s AND v.version = %(version)s
