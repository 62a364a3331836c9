-- Families, in the order of their ids, from a place on.
WITH page AS (
    SELECT f.family_id, f.family_label, f.domain_id, f.retired_at, d.domain_label,
           row_number() OVER (ORDER BY f.family_id) AS place
    FROM dim_family f LEFT JOIN dim_domain d ON d.domain_id = f.domain_id
    WHERE (%(after)s::text[] IS NULL OR f.family_id > (%(after)s::text[])[1] COLLATE "C")
      AND CASE %(state)s::text WHEN 'inUse' THEN f.retired_at IS NULL WHEN 'retired' THEN f.retired_at IS NOT NULL
                              ELSE true END
      AND (%(domain)s::text IS NULL OR f.domain_id = %(domain)s)
      AND (%(q)s::text IS NULL OR strpos(lower(f.family_id), lower(%(q)s)) > 0 OR strpos(lower(f.family_label), lower(%(q)s)) > 0)
    ORDER BY f.family_id LIMIT %(limit)s::int + 1
)
SELECT json_build_object(
    'meta', json_build_object(
        'generation', coalesce(p.generation, 0), 'runId', p.run_id,
        'asOf', to_char(p.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'page', json_build_object('limit', %(limit)s, 'next', (
            SELECT translate(encode(convert_to(json_build_array(family_id)::text, 'UTF8'), 'base64'), E'+/\n', '-_')
            FROM page WHERE place = %(limit)s AND EXISTS (SELECT FROM page WHERE place > %(limit)s)))),
    'data', (SELECT coalesce(json_agg(json_build_object(
        'familyId', r.family_id, 'familyLabel', r.family_label, 'domainId', r.domain_id, 'domainLabel', r.domain_label,
        'retiredAt', to_char(r.retired_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'reserved', r.family_id = 'unmapped') ORDER BY r.place), '[]')
        FROM page r WHERE r.place <= %(limit)s))::text AS answer,
    coalesce(p.generation, 0) AS generation
FROM (VALUES (1)) AS one
LEFT JOIN publication p ON p.entity_id = %(entity)s::text
