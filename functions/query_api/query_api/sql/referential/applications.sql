-- Applications, in the order of their ids, from a place on.
WITH page AS (
    SELECT a.application_id, a.application_label, a.owner, a.fed_by, a.retired_at,
           row_number() OVER (ORDER BY a.application_id) AS place
    FROM dim_application a
    WHERE (%(after)s::text[] IS NULL OR a.application_id > (%(after)s::text[])[1] COLLATE "C")
      AND CASE %(state)s::text WHEN 'inUse' THEN a.retired_at IS NULL WHEN 'retired' THEN a.retired_at IS NOT NULL
                              ELSE true END
      AND (%(q)s::text IS NULL OR strpos(lower(a.application_id), lower(%(q)s)) > 0 OR strpos(lower(a.application_label), lower(%(q)s)) > 0)
    ORDER BY a.application_id LIMIT %(limit)s::int + 1
)
SELECT json_build_object(
    'meta', json_build_object(
        'generation', coalesce(p.generation, 0), 'runId', p.run_id,
        'asOf', to_char(p.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'page', json_build_object('limit', %(limit)s, 'next', (
            SELECT translate(encode(convert_to(json_build_array(application_id)::text, 'UTF8'), 'base64'), E'+/\n', '-_')
            FROM page WHERE place = %(limit)s AND EXISTS (SELECT FROM page WHERE place > %(limit)s)))),
    'data', (SELECT coalesce(json_agg(json_build_object(
        'applicationId', r.application_id, 'applicationLabel', r.application_label, 'owner', r.owner, 'fedBy', r.fed_by,
        'retiredAt', to_char(r.retired_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'reserved', r.application_id = 'unallocated') ORDER BY r.place), '[]')
        FROM page r WHERE r.place <= %(limit)s))::text AS answer,
    coalesce(p.generation, 0) AS generation
FROM (VALUES (1)) AS one
LEFT JOIN publication p ON p.entity_id = %(entity)s::text
