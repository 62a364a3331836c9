-- Every pricing view, or one, with its versions, the latest first.
WITH versions AS (
    SELECT v.*, max(v.version) FILTER (WHERE v.in_force_at IS NOT NULL) OVER (PARTITION BY v.pricing_view_id) AS in_force
    FROM pricing_view_version v
    WHERE %(view)s::text IS NULL OR v.pricing_view_id = %(view)s::text
),
views AS (
    SELECT w.pricing_view_id, json_build_object(
        'pricingViewId', w.pricing_view_id, 'label', w.label, 'currency', w.currency, 'isDefault', w.is_default,
        'retiredAt', to_char(w.retired_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'versions', (SELECT coalesce(json_agg(json_build_object(
            'version', v.version,
            'state', CASE WHEN v.published_at IS NULL THEN 'draft'
                          WHEN v.refused_at IS NOT NULL THEN 'refused'
                          WHEN v.version = v.in_force THEN 'in_force'
                          WHEN v.version < v.in_force THEN 'superseded' ELSE 'pending' END,
            'author', v.author, 'reason', v.reason,
            'publishedAt', to_char(v.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
            'inForceAt', to_char(v.in_force_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'generation', v.generation,
            'refusedAt', to_char(v.refused_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'refusal', v.refusal)
            ORDER BY v.version DESC), '[]')
            FROM versions v WHERE v.pricing_view_id = w.pricing_view_id)) AS view
    FROM pricing_view w
    WHERE %(view)s::text IS NULL OR w.pricing_view_id = %(view)s::text
)
SELECT json_build_object(
    'meta', json_build_object(
        'generation', coalesce(p.generation, 0), 'runId', p.run_id,
        'asOf', to_char(p.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
    'data', CASE WHEN %(view)s::text IS NULL
                 THEN (SELECT coalesce(json_agg(view ORDER BY pricing_view_id), '[]') FROM views)
                 ELSE (SELECT view FROM views) END)::text AS answer
FROM (VALUES (1)) AS one
LEFT JOIN publication p ON p.entity_id = %(entity)s::text
