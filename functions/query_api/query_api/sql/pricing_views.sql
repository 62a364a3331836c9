-- The pricing views that can be asked for, each with its version in force.
SELECT json_build_object(
    'meta', json_build_object(
        'generation', coalesce(p.generation, 0), 'runId', p.run_id,
        'asOf', to_char(p.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
    'data', coalesce(json_agg(json_build_object(
        'pricingViewId', c.pricing_view_id, 'label', w.label, 'currency', c.currency, 'isDefault', c.is_default,
        'version', c.version, 'publishedAt', to_char(n.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'metrics', (SELECT coalesce(json_agg(m.metric ORDER BY m.metric), '[]')
                    FROM pricing_view_metric m WHERE m.version_id = c.version_id))
        ORDER BY c.is_default DESC, c.pricing_view_id) FILTER (WHERE c.pricing_view_id IS NOT NULL), '[]')
    )::text AS answer, coalesce(p.generation, 0) AS generation
FROM (VALUES (1)) AS one
LEFT JOIN publication p ON p.entity_id = %(entity)s::text
LEFT JOIN pricing_view_current c ON true
LEFT JOIN pricing_view w ON w.pricing_view_id = c.pricing_view_id
LEFT JOIN pricing_view_version n ON n.version_id = c.version_id
GROUP BY p.generation, p.run_id, p.published_at
