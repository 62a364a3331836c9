-- What admins did, the latest first, from a place in the log on. It only grows at its head, so that pages stay as they are.
WITH page AS (
    SELECT audit_id, at, actor, action, target, reason, details, row_number() OVER (ORDER BY audit_id DESC) AS place
    FROM audit_log
    WHERE entity_id = %(entity)s::text AND (%(actor)s::text IS NULL OR actor = %(actor)s)
      AND (%(actions)s::text[] IS NULL OR action = ANY (%(actions)s)) AND (%(target)s::text IS NULL OR target = %(target)s)
      AND (%(first)s::timestamptz IS NULL OR at >= %(first)s) AND (%(last)s::timestamptz IS NULL OR at < %(last)s)
      AND (%(before)s::bigint IS NULL OR audit_id < %(before)s)
    ORDER BY audit_id DESC LIMIT %(limit)s::int + 1
)
SELECT json_build_object(
    'meta', json_build_object(
        'generation', coalesce(p.generation, 0), 'runId', p.run_id,
        'asOf', to_char(p.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'page', json_build_object('limit', %(limit)s, 'next', (
            SELECT audit_id::text FROM page
            WHERE place = %(limit)s AND EXISTS (SELECT FROM page WHERE place > %(limit)s)))),
    'data', (SELECT coalesce(json_agg(json_build_object(
        'auditId', l.audit_id, 'at', to_char(l.at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'actor', l.actor,
        'action', l.action, 'target', l.target, 'reason', l.reason, 'details', l.details) ORDER BY l.place), '[]')
        FROM page l WHERE l.place <= %(limit)s))::text AS answer,
    coalesce(p.generation, 0) AS generation
FROM (VALUES (1)) AS one
LEFT JOIN publication p ON p.entity_id = %(entity)s
