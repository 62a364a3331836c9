-- One release with its document. By the login of admins: the document names every application.
SELECT json_build_object(
    'meta', json_build_object(
        'generation', g.generation, 'runId', l.run_id, 'asOf', to_char(l.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'release', r.version),
    'data', (SELECT json_build_object(
        'version', x.version, 'checksum', x.checksum, 'publishedAt', to_char(x.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'publishedBy', x.published_by, 'reason', x.reason, 'isLatest', x.version = r.version, 'document', x.document)
        FROM group_release x WHERE x.version = %(version)s::int))::text AS answer,
    g.generation, EXISTS (SELECT FROM group_release x WHERE x.version = %(version)s::int) AS known
FROM (SELECT coalesce(sum(generation), 0)::bigint AS generation FROM publication) g
LEFT JOIN (SELECT run_id, published_at FROM publication ORDER BY published_at DESC, entity_id LIMIT 1) l ON true
CROSS JOIN (SELECT max(version) AS version FROM group_release) r
