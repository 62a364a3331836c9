-- The pricing views that can be asked for, each with its version in force.
SELECT json_build_object(
    'meta', json_build_object(
        'generation', g.generation, 'runId', l.run_id, 'asOf', to_char(l.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'release', r.version),
    'data', (SELECT coalesce(json_agg(json_build_object(
        'pricingViewId', c.pricing_view_id, 'label', w.label, 'currency', c.currency, 'isDefault', c.is_default,
        'version', c.version, 'publishedAt', to_char(n.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'metrics', (SELECT coalesce(json_agg(m.metric ORDER BY m.metric), '[]')
                    FROM pricing_view_metric m WHERE m.version_id = c.version_id))
        ORDER BY c.is_default DESC, c.pricing_view_id), '[]')
        FROM pricing_view_current c
        JOIN pricing_view w ON w.pricing_view_id = c.pricing_view_id
        JOIN pricing_view_version n ON n.version_id = c.version_id))::text AS answer,
    g.generation
FROM (SELECT coalesce(sum(generation), 0)::bigint AS generation FROM publication) g
LEFT JOIN (SELECT run_id, published_at FROM publication ORDER BY published_at DESC, entity_id LIMIT 1) l ON true
CROSS JOIN (SELECT max(version) AS version FROM group_release) r
