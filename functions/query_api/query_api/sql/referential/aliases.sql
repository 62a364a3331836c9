-- What sources call applications, in the order of the aliases, from a place on.
WITH page AS (
    SELECT a.source_system, a.foreign_key, a.application_id, a.claimed_by, n.application_label,
           row_number() OVER (ORDER BY a.source_system, a.foreign_key) AS place
    FROM application_alias a JOIN dim_application n ON n.application_id = a.application_id
    WHERE (%(after)s::text[] IS NULL OR (a.source_system, a.foreign_key) > ((%(after)s::text[])[1] COLLATE "C", (%(after)s::text[])[2] COLLATE "C"))
      AND (%(source_system)s::text IS NULL OR a.source_system = %(source_system)s)
      AND (%(application)s::text IS NULL OR a.application_id = %(application)s)
      AND (%(q)s::text IS NULL OR strpos(lower(a.foreign_key), lower(%(q)s)) > 0 OR strpos(lower(a.application_id), lower(%(q)s)) > 0 OR strpos(lower(n.application_label), lower(%(q)s)) > 0)
    ORDER BY a.source_system, a.foreign_key LIMIT %(limit)s::int + 1
)
SELECT json_build_object(
    'meta', json_build_object(
        'generation', coalesce(p.generation, 0), 'runId', p.run_id,
        'asOf', to_char(p.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'page', json_build_object('limit', %(limit)s, 'next', (
            SELECT translate(encode(convert_to(json_build_array(source_system, foreign_key)::text, 'UTF8'), 'base64'), E'+/\n', '-_')
            FROM page WHERE place = %(limit)s AND EXISTS (SELECT FROM page WHERE place > %(limit)s)))),
    'data', (SELECT coalesce(json_agg(json_build_object(
        'sourceSystem', r.source_system, 'foreignKey', r.foreign_key, 'applicationId', r.application_id,
        'applicationLabel', r.application_label, 'claimedBy', r.claimed_by) ORDER BY r.place), '[]')
        FROM page r WHERE r.place <= %(limit)s))::text AS answer,
    coalesce(p.generation, 0) AS generation
FROM (VALUES (1)) AS one
LEFT JOIN publication p ON p.entity_id = %(entity)s::text
