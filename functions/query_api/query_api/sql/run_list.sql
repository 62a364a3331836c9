-- Runs, the latest first, from a place in the list on.
WITH page AS (
    SELECT run_id, status, phase, trigger_type, origin, periods, domains, dry_run, force, reason, requested_by,
           requested_at, started_at, ended_at, generation, records_inserted, errors_count, error_code, error_step,
           error_summary, version, row_number() OVER (ORDER BY started_at DESC, run_id DESC) AS place
    FROM etl_runs
    WHERE entity_id = %(entity)s::text AND (%(status)s::text IS NULL OR status = %(status)s)
      AND (%(before)s::timestamptz IS NULL OR (started_at, run_id) < (%(before)s, %(before_id)s::uuid))
    ORDER BY started_at DESC, run_id DESC LIMIT %(limit)s::int + 1
)
SELECT json_build_object(
    'meta', json_build_object(
        'generation', coalesce(p.generation, 0), 'runId', p.run_id,
        'asOf', to_char(p.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'page', json_build_object('limit', %(limit)s, 'next', (
            SELECT to_char(started_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '_' || run_id FROM page
            WHERE place = %(limit)s AND EXISTS (SELECT FROM page WHERE place > %(limit)s)))),
    'data', (SELECT coalesce(json_agg(json_build_object(
        'runId', r.run_id, 'status', r.status, 'phase', r.phase, 'triggerType', r.trigger_type, 'origin', r.origin,
        'periods', (SELECT coalesce(json_agg(to_char(m, 'YYYY-MM') ORDER BY m), '[]') FROM unnest(r.periods) m),
        'domains', to_json(r.domains), 'dryRun', r.dry_run, 'force', r.force, 'reason', r.reason,
        'requestedBy', r.requested_by, 'requestedAt', to_char(r.requested_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'startedAt', to_char(r.started_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'endedAt', to_char(r.ended_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'generation', r.generation, 'recordsInserted', r.records_inserted, 'errorsCount', r.errors_count,
        'errorCode', r.error_code, 'errorStep', r.error_step, 'errorSummary', r.error_summary, 'version', r.version,
        'stepsPlanned', s.planned, 'stepsEnded', s.ended)
        ORDER BY r.place), '[]')
        FROM page r
        CROSS JOIN LATERAL (SELECT count(*) AS planned, count(*) FILTER (WHERE x.status <> 'PLANNED') AS ended
                            FROM etl_run_steps x WHERE x.run_id = r.run_id) s
        WHERE r.place <= %(limit)s))::text AS answer,
    coalesce(p.generation, 0) AS generation
FROM (VALUES (1)) AS one
LEFT JOIN publication p ON p.entity_id = %(entity)s
