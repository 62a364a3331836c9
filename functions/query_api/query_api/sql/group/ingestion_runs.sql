-- What became of each exchange, the latest first, from a place in the list on.
WITH page AS (
    SELECT r.*, row_number() OVER (ORDER BY r.begun_at DESC, r.exchange_id DESC) AS place
    FROM group_ingestion_runs r
    WHERE (%(entities)s::text[] IS NULL OR r.entity_id = ANY (%(entities)s)) AND (%(status)s::text IS NULL OR r.status = %(status)s)
      AND (%(first)s::date IS NULL OR r.period_month BETWEEN %(first)s AND %(last)s::date)
      AND (%(before)s::timestamptz IS NULL OR (r.begun_at, r.exchange_id) < (%(before)s, %(before_id)s::uuid))
    ORDER BY r.begun_at DESC, r.exchange_id DESC LIMIT %(limit)s::int + 1
)
SELECT json_build_object(
    'meta', json_build_object(
        'generation', g.generation, 'runId', l.run_id, 'asOf', to_char(l.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'release', r.version,
        'page', json_build_object('limit', %(limit)s, 'next', (
            SELECT to_char(begun_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '_' || exchange_id FROM page
            WHERE place = %(limit)s AND EXISTS (SELECT FROM page WHERE place > %(limit)s)))),
    'data', (SELECT coalesce(json_agg(json_build_object(
        'entityId', r.entity_id, 'entityLabel', coalesce(m.entity_label, r.entity_id), 'period', to_char(r.period_month, 'YYYY-MM'),
        'exchangeId', r.exchange_id, 'entityRunId', r.run_id, 'entityGeneration', r.entity_generation, 'runId', r.group_run_id,
        'generation', r.generation, 'status', r.status, 'rows', r.rows,
        'statedTotals', (SELECT coalesce(json_agg(json_build_object('metric', t.key, 'quantity', t.value::numeric) ORDER BY t.key), '[]')
                   FROM jsonb_each_text(r.totals) t),
        'statedCosts', (SELECT coalesce(json_agg(json_build_object('pricingView', t.key, 'cost', t.value::numeric) ORDER BY t.key), '[]')
                  FROM jsonb_each_text(r.costs) t),
        'missing', (SELECT coalesce(json_agg(json_build_object('domainId', x.domain_id, 'reason', x.reason) ORDER BY x.domain_id), '[]')
                    FROM jsonb_to_recordset(r.missing) x (domain_id text, reason text)),
        'isClosed', r.is_closed, 'contractVersion', r.contract_version, 'release', r.release_version, 'judgedBy', r.judged_by,
        'sentBy', r.sent_by, 'begunAt', to_char(r.begun_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'acceptedAt', to_char(r.accepted_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'publishedAt', to_char(r.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'errorCode', r.error_code, 'errorSummary', r.error_summary)
        ORDER BY r.place), '[]')
        FROM page r LEFT JOIN group_member m ON m.entity_id = r.entity_id
        WHERE r.place <= %(limit)s))::text AS answer,
    g.generation
FROM (SELECT coalesce(sum(generation), 0)::bigint AS generation FROM publication) g
LEFT JOIN (SELECT run_id, published_at FROM publication ORDER BY published_at DESC, entity_id LIMIT 1) l ON true
CROSS JOIN (SELECT max(version) AS version FROM group_release) r
