-- What the group has of each month and what waits, the newest month first, from a place in the list on.
WITH page AS (
    SELECT *, row_number() OVER (ORDER BY period_month DESC) AS place
    FROM group_outbox
    WHERE entity_id = %(entity)s::text AND (%(status)s::text IS NULL OR status = %(status)s)
      AND (%(before)s::date IS NULL OR period_month < %(before)s)
    ORDER BY period_month DESC LIMIT %(limit)s::int + 1
)
SELECT json_build_object(
    'meta', json_build_object(
        'generation', coalesce(p.generation, 0), 'runId', p.run_id,
        'asOf', to_char(p.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'page', json_build_object('limit', %(limit)s, 'next', (
            SELECT to_char(period_month, 'YYYY-MM') FROM page
            WHERE place = %(limit)s AND EXISTS (SELECT FROM page WHERE place > %(limit)s)))),
    'data', (SELECT coalesce(json_agg(json_build_object(
        'period', to_char(m.period_month, 'YYYY-MM'), 'status', m.status, 'wanted', m.is_wanted,
        'wantedSince', CASE WHEN m.is_wanted THEN to_char(m.wanted_since, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') END,
        'requestedBy', m.requested_by, 'attempts', m.attempts,
        'nextAttemptAt', CASE WHEN m.is_wanted THEN to_char(m.next_attempt_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') END,
        'sentGeneration', m.sent_generation, 'sentClosed', m.sent_is_closed, 'release', m.sent_release,
        'exchangeId', m.exchange_id,
        'acknowledgedAt', to_char(m.acknowledged_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'blockingFindings', jsonb_array_length(jsonb_path_query_array(m.findings, '$[*] ? (@.severity == "blocking")')),
        'findings', jsonb_array_length(m.findings),
        'errorCode', m.error_code, 'errorSummary', m.error_summary) ORDER BY m.place), '[]')
        FROM page m WHERE m.place <= %(limit)s))::text AS answer,
    coalesce(p.generation, 0) AS generation
FROM (VALUES (1)) AS one
LEFT JOIN publication p ON p.entity_id = %(entity)s
