-- Claims of an alias that were not granted, from a place in the list on.
WITH page AS (
    SELECT c.*, n.application_label AS claimed_label, t.application_label AS standing_label,
           row_number() OVER (ORDER BY c.source_system, c.foreign_key, c.claimed_application_id, c.claimed_by) AS place
    FROM alias_conflict c
    LEFT JOIN dim_application n ON n.application_id = c.claimed_application_id
    LEFT JOIN dim_application t ON t.application_id = c.standing_application_id
    WHERE (%(state)s = 'all' OR (c.resolved_at IS NULL) = (%(state)s = 'open'))
      AND (%(after)s::text[] IS NULL
           OR (c.source_system, c.foreign_key, c.claimed_application_id, c.claimed_by)
              > ((%(after)s::text[])[1] COLLATE "C", (%(after)s::text[])[2] COLLATE "C",
                 (%(after)s::text[])[3] COLLATE "C", (%(after)s::text[])[4] COLLATE "C"))
    ORDER BY c.source_system, c.foreign_key, c.claimed_application_id, c.claimed_by LIMIT %(limit)s::int + 1
)
SELECT json_build_object(
    'meta', json_build_object(
        'generation', coalesce(p.generation, 0), 'runId', p.run_id,
        'asOf', to_char(p.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'page', json_build_object('limit', %(limit)s, 'next', (
            SELECT translate(encode(convert_to(json_build_array(source_system, foreign_key, claimed_application_id,
                                                                claimed_by)::text, 'UTF8'), 'base64'), E'+/\n', '-_')
            FROM page WHERE place = %(limit)s AND EXISTS (SELECT FROM page WHERE place > %(limit)s)))),
    'data', (SELECT coalesce(json_agg(json_build_object(
        'sourceSystem', c.source_system, 'foreignKey', c.foreign_key,
        'claimedApplicationId', c.claimed_application_id, 'claimedApplicationLabel', c.claimed_label,
        'claimedBy', c.claimed_by, 'standingApplicationId', c.standing_application_id,
        'standingApplicationLabel', c.standing_label,
        'firstSeen', to_char(c.first_seen, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'lastSeen', to_char(c.last_seen, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'runId', c.run_id,
        'resolvedAt', to_char(c.resolved_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) ORDER BY c.place), '[]')
        FROM page c WHERE c.place <= %(limit)s))::text AS answer,
    coalesce(p.generation, 0) AS generation
FROM (VALUES (1)) AS one
LEFT JOIN publication p ON p.entity_id = %(entity)s::text
