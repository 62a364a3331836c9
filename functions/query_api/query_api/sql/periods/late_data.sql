-- What sources say of a closed month that is not what is published, from a place in the list on.
WITH page AS (
    SELECT l.*, d.domain_label, m.unit, row_number() OVER (ORDER BY l.domain_id, l.metric) AS place
    FROM late_data l
    LEFT JOIN dim_domain d ON d.domain_id = l.domain_id
    LEFT JOIN dim_metric m ON m.metric = l.metric
    WHERE l.entity_id = %(entity)s::text AND l.period_month = %(month)s
      AND (%(after)s::text[] IS NULL
           OR (l.domain_id, l.metric) > ((%(after)s::text[])[1] COLLATE "C", (%(after)s::text[])[2] COLLATE "C"))
    ORDER BY l.domain_id, l.metric LIMIT %(limit)s::int + 1
)
SELECT json_build_object(
    'meta', json_build_object(
        'generation', coalesce(p.generation, 0), 'runId', p.run_id,
        'asOf', to_char(p.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'page', json_build_object('limit', %(limit)s, 'next', (
            SELECT translate(encode(convert_to(json_build_array(domain_id, metric)::text, 'UTF8'), 'base64'), E'+/\n', '-_')
            FROM page WHERE place = %(limit)s AND EXISTS (SELECT FROM page WHERE place > %(limit)s)))),
    'data', (SELECT coalesce(json_agg(json_build_object(
        'domainId', l.domain_id, 'domainLabel', l.domain_label, 'metric', l.metric, 'unit', l.unit,
        'publishedQuantity', l.published_quantity, 'foundQuantity', l.found_quantity,
        'delta', coalesce(l.found_quantity, 0) - coalesce(l.published_quantity, 0),
        'publishedRows', l.published_rows, 'foundRows', l.found_rows,
        'firstSeen', to_char(l.first_seen_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'lastSeen', to_char(l.last_seen_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'runId', l.run_id,
        'landingId', l.landing_id) ORDER BY l.place), '[]')
        FROM page l WHERE l.place <= %(limit)s))::text AS answer,
    coalesce(p.generation, 0) AS generation
FROM (VALUES (1)) AS one
LEFT JOIN publication p ON p.entity_id = %(entity)s
