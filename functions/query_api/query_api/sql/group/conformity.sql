-- What the referential of what is shown, and of what was refused since, has otherwise than the release.
WITH runs AS (
    SELECT r.entity_id, r.period_month, r.exchange_id, r.status, r.begun_at, r.judged_by, r.error_code, r.error_summary,
           row_number() OVER (PARTITION BY r.entity_id, r.period_month, r.status
                              ORDER BY CASE r.status WHEN 'PUBLISHED' THEN r.entity_generation END DESC, r.begun_at DESC) AS place
    FROM group_ingestion_runs r
    WHERE r.status IN ('PUBLISHED', 'REFUSED') AND (%(entities)s::text[] IS NULL OR r.entity_id = ANY (%(entities)s))
      AND (%(first)s::date IS NULL OR r.period_month BETWEEN %(first)s AND %(last)s::date)
),
latest AS (
    SELECT max(period_month) AS month FROM runs
),
judged AS MATERIALIZED (
    -- A refusal counts until something newer is shown.
    SELECT r.*, n.blocking, n.warning
    FROM runs r
    CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE f.severity = 'blocking') AS blocking,
                               count(*) FILTER (WHERE f.severity = 'warning') AS warning
                        FROM group_finding f WHERE f.exchange_id = r.exchange_id) n
    WHERE r.place = 1 AND (%(first)s IS NOT NULL OR r.period_month = (SELECT month FROM latest))
      AND NOT EXISTS (SELECT FROM runs p
                      WHERE r.status = 'REFUSED' AND p.status = 'PUBLISHED' AND p.place = 1 AND p.entity_id = r.entity_id
                        AND p.period_month = r.period_month AND p.begun_at > r.begun_at)
),
page AS (
    SELECT j.status, f.*, row_number() OVER (ORDER BY f.severity, f.entity_id, f.period_month, f.check_name, f.kind, f.key_id,
                                             j.status) AS place
    FROM judged j
    JOIN group_finding f ON f.exchange_id = j.exchange_id
    WHERE (%(severity)s::text IS NULL OR f.severity = %(severity)s) AND (%(check)s::text IS NULL OR f.check_name = %(check)s)
      AND (%(kind)s::text IS NULL OR f.kind = %(kind)s)
      AND (%(after)s::text[] IS NULL
           OR (f.severity COLLATE "C", f.entity_id::text COLLATE "C", to_char(f.period_month, 'YYYY-MM') COLLATE "C",
               f.check_name COLLATE "C", f.kind COLLATE "C", f.key_id::text COLLATE "C", j.status COLLATE "C")
            > ((%(after)s)[1], (%(after)s)[2], (%(after)s)[3], (%(after)s)[4], (%(after)s)[5], (%(after)s)[6], (%(after)s)[7]))
    ORDER BY f.severity COLLATE "C", f.entity_id, f.period_month, f.check_name COLLATE "C", f.kind COLLATE "C", f.key_id,
             j.status COLLATE "C"
    LIMIT %(limit)s::int + 1
)
SELECT json_build_object(
    'meta', json_build_object(
        'generation', g.generation, 'runId', l.run_id, 'asOf', to_char(l.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'release', r.version,
        'from', to_char(coalesce(%(first)s, (SELECT month FROM latest)), 'YYYY-MM'),
        'to', to_char(coalesce(%(last)s, (SELECT month FROM latest)), 'YYYY-MM'),
        'counts', (SELECT json_build_object('blocking', coalesce(sum(blocking), 0), 'warning', coalesce(sum(warning), 0))
                   FROM judged),
        'exchanges', (SELECT coalesce(json_agg(json_build_object(
            'entityId', j.entity_id, 'entityLabel', coalesce(m.entity_label, j.entity_id),
            'period', to_char(j.period_month, 'YYYY-MM'), 'exchangeId', j.exchange_id, 'status', j.status,
            'judgedBy', j.judged_by, 'errorCode', j.error_code, 'errorSummary', j.error_summary,
            'blocking', j.blocking, 'warning', j.warning) ORDER BY j.entity_id, j.period_month, j.status), '[]')
            FROM judged j LEFT JOIN group_member m ON m.entity_id = j.entity_id),
        'page', json_build_object('limit', %(limit)s, 'next', (
            SELECT translate(encode(convert_to(json_build_array(severity, entity_id, to_char(period_month, 'YYYY-MM'), check_name,
                                                                kind, key_id, status)::text, 'UTF8'), 'base64'), E'+/\n', '-_')
            FROM page WHERE place = %(limit)s AND EXISTS (SELECT FROM page WHERE place > %(limit)s)))),
    'data', (SELECT coalesce(json_agg(json_build_object(
        'entityId', f.entity_id, 'entityLabel', coalesce(m.entity_label, f.entity_id),
        'period', to_char(f.period_month, 'YYYY-MM'), 'exchangeId', f.exchange_id, 'status', f.status,
        'severity', f.severity, 'check', f.check_name, 'kind', f.kind, 'keyId', f.key_id, 'label', f.label,
        'expected', f.expected, 'found', f.found, 'facts', f.facts) ORDER BY f.place), '[]')
        FROM page f LEFT JOIN group_member m ON m.entity_id = f.entity_id
        WHERE f.place <= %(limit)s))::text AS answer,
    g.generation
FROM (SELECT coalesce(sum(generation), 0)::bigint AS generation FROM publication) g
LEFT JOIN (SELECT run_id, published_at FROM publication ORDER BY published_at DESC, entity_id LIMIT 1) l ON true
CROSS JOIN (SELECT max(version) AS version FROM group_release) r
