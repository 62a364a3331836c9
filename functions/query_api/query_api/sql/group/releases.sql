-- The releases of the official referential, the latest first.
SELECT json_build_object(
    'meta', json_build_object(
        'generation', g.generation, 'runId', l.run_id, 'asOf', to_char(l.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'release', r.version),
    'data', (SELECT coalesce(json_agg(json_build_object(
        'version', x.version, 'checksum', x.checksum, 'publishedAt', to_char(x.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'publishedBy', x.published_by, 'reason', x.reason, 'isLatest', x.version = r.version) ORDER BY x.version DESC), '[]')
        FROM group_release x))::text AS answer,
    g.generation
FROM (SELECT coalesce(sum(generation), 0)::bigint AS generation FROM publication) g
LEFT JOIN (SELECT run_id, published_at FROM publication ORDER BY published_at DESC, entity_id LIMIT 1) l ON true
CROSS JOIN (SELECT max(version) AS version FROM group_release) r
