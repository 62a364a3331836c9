-- Every version of budgets, by pricing view, the latest first.
SELECT json_build_object(
    'meta', json_build_object(
        'generation', coalesce(max(p.generation), 0), 'runId', (array_agg(p.run_id))[1],
        'asOf', to_char(max(p.published_at), 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
    'data', coalesce(json_agg(json_build_object(
        'pricingView', v.pricing_view_id, 'version', v.version, 'inForce', c.version_id IS NOT NULL,
        'fiscalYearStart', v.fiscal_year_start, 'publishedAt', to_char(v.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'author', v.author, 'reason', v.reason, 'lines', l.lines, 'from', to_char(l.first_month, 'YYYY-MM'),
        'to', to_char(l.last_month, 'YYYY-MM')) ORDER BY v.pricing_view_id, v.version DESC)
        FILTER (WHERE v.version_id IS NOT NULL), '[]'))::text AS answer
FROM (SELECT) one
LEFT JOIN publication p ON p.entity_id = %(entity)s
LEFT JOIN budget_version v ON v.entity_id = %(entity)s
LEFT JOIN budget_current c ON c.version_id = v.version_id
LEFT JOIN LATERAL (
    SELECT count(*) AS lines, min(period_month) AS first_month, max(period_month) AS last_month
    FROM budget_line b WHERE b.version_id = v.version_id) l ON true
