-- Each month that is expected of each entity, whether it came, and whether it is late by now.
WITH found AS (
    SELECT * FROM group_completeness(%(now)s::timestamptz, %(first)s::date, %(last)s::date) c
    WHERE %(entities)s::text[] IS NULL OR c.entity_id = ANY (%(entities)s)
),
counted AS (
    SELECT period_month, json_build_object('expected', count(*) FILTER (WHERE status = 'expected'),
               'late', count(*) FILTER (WHERE status = 'late'), 'received', count(*) FILTER (WHERE status = 'received'),
               'partial', count(*) FILTER (WHERE status = 'partial'), 'closed', count(*) FILTER (WHERE status = 'closed')) AS counts
    FROM found GROUP BY GROUPING SETS ((period_month), ())
)
SELECT json_build_object(
    'meta', json_build_object(
        'generation', g.generation, 'runId', l.run_id, 'asOf', to_char(l.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'release', r.version,
        'at', to_char(%(now)s::timestamptz, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'from', to_char(%(first)s::date, 'YYYY-MM'), 'to', to_char(%(last)s::date, 'YYYY-MM'),
        'counts', (SELECT counts FROM counted WHERE period_month IS NULL),
        'months', (SELECT coalesce(json_agg(json_build_object('period', to_char(period_month, 'YYYY-MM'), 'counts', counts)
                                            ORDER BY period_month), '[]') FROM counted WHERE period_month IS NOT NULL)),
    'data', (SELECT coalesce(json_agg(json_build_object(
        'entityId', c.entity_id, 'entityLabel', c.entity_label, 'period', to_char(c.period_month, 'YYYY-MM'),
        'status', c.status, 'cutOffAt', to_char(c.cut_off_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'isPastCutOff', c.is_past_cut_off, 'isLate', c.is_late,
        'exchangeId', c.exchange_id, 'runId', c.group_run_id,
        'publishedAt', to_char(c.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'missing', (SELECT coalesce(json_agg(json_build_object('domainId', x.domain_id, 'reason', x.reason) ORDER BY x.domain_id), '[]')
                    FROM jsonb_to_recordset(c.missing) x (domain_id text, reason text)),
        'lastStatus', c.last_status, 'lastExchangeId', c.last_exchange, 'lastError', c.last_error)
        ORDER BY c.entity_id, c.period_month), '[]')
        FROM found c WHERE %(status)s::text IS NULL OR c.status = %(status)s))::text AS answer,
    g.generation
FROM (SELECT coalesce(sum(generation), 0)::bigint AS generation FROM publication) g
LEFT JOIN (SELECT run_id, published_at FROM publication ORDER BY published_at DESC, entity_id LIMIT 1) l ON true
CROSS JOIN (SELECT max(version) AS version FROM group_release) r
