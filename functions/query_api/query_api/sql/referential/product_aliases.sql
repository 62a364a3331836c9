-- What sources call products, in the order of the aliases, from a place on.
WITH page AS (
    SELECT a.source_system, a.foreign_key, a.product_id, n.product_label, n.family_id, f.domain_id,
           row_number() OVER (ORDER BY a.source_system, a.foreign_key) AS place
    FROM product_alias a
    JOIN dim_product n ON n.product_id = a.product_id
    JOIN dim_family f ON f.family_id = n.family_id
    WHERE (%(after)s::text[] IS NULL OR (a.source_system, a.foreign_key) > ((%(after)s::text[])[1] COLLATE "C", (%(after)s::text[])[2] COLLATE "C"))
      AND (%(source_system)s::text IS NULL OR a.source_system = %(source_system)s)
      AND (%(product)s::text IS NULL OR a.product_id = %(product)s)
      AND (%(q)s::text IS NULL OR strpos(lower(a.foreign_key), lower(%(q)s)) > 0 OR strpos(lower(a.product_id), lower(%(q)s)) > 0 OR strpos(lower(n.product_label), lower(%(q)s)) > 0)
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
        'sourceSystem', r.source_system, 'foreignKey', r.foreign_key, 'productId', r.product_id,
        'productLabel', r.product_label, 'familyId', r.family_id, 'domainId', r.domain_id) ORDER BY r.place), '[]')
        FROM page r WHERE r.place <= %(limit)s))::text AS answer,
    coalesce(p.generation, 0) AS generation
FROM (VALUES (1)) AS one
LEFT JOIN publication p ON p.entity_id = %(entity)s::text
