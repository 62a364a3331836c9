-- One run with its steps and their reconciliation (I1); a run that was asked for and has not begun is REQUESTED.
WITH steps AS (
    SELECT coalesce(json_agg(json_build_object(
        'domainId', s.domain_id, 'domainLabel', d.domain_label, 'period', to_char(s.period_month, 'YYYY-MM'),
        'ingestFunction', s.ingest_function, 'failurePolicy', s.failure_policy, 'status', s.status,
        'isLate', s.is_late, 'attempts', s.attempts, 'records', s.records, 'rows', s.rows, 'rejects', s.rejects,
        'reconciliation', (
            SELECT coalesce(json_agg(json_build_object('metric', t.key, 'source', (t.value ->> 'source')::numeric,
                'releves', (t.value ->> 'releves')::numeric, 'rejected', (t.value ->> 'rejected')::numeric,
                'allocated', (t.value ->> 'allocated')::numeric, 'unallocated', (t.value ->> 'unallocated')::numeric,
                'unmapped', (t.value ->> 'unmapped')::numeric,
                'balanced', (t.value ->> 'source')::numeric
                            = coalesce((t.value ->> 'allocated')::numeric + (t.value ->> 'unallocated')::numeric,
                                       (t.value ->> 'releves')::numeric) + (t.value ->> 'rejected')::numeric)
                ORDER BY t.key), '[]')
            FROM jsonb_each(s.totals) t),
        'quality', (
            SELECT coalesce(json_agg(json_build_object('metric', q.key, 'rows', q.value -> 'rows',
                'withoutApplication', without.application, 'withoutProduct', without.product,
                'withoutEnvironment', without.environment) ORDER BY q.key), '[]')
            FROM jsonb_each(s.quality) q
            CROSS JOIN LATERAL (
                SELECT json_object_agg(c.key, c.value) FILTER (WHERE c.found = 'no_application') AS application,
                       json_object_agg(c.key, c.value) FILTER (WHERE c.found = 'no_product') AS product,
                       json_object_agg(c.key, c.value) FILTER (WHERE c.found = 'no_environment') AS environment
                FROM (VALUES ('no_application'), ('no_product'), ('no_environment')) AS f (found)
                CROSS JOIN LATERAL (VALUES
                    (f.found, 'rows', (q.value -> f.found ->> 'rows')::numeric),
                    (f.found, 'rowShare', round((q.value -> f.found ->> 'rows')::numeric
                                                / nullif((q.value ->> 'rows')::numeric, 0), 6)),
                    (f.found, 'quantityShare', round((q.value -> f.found ->> 'magnitude')::numeric
                                                     / nullif((q.value ->> 'magnitude')::numeric, 0), 6))
                ) AS c (found, key, value)) without),
        'rejectReasons', (
            SELECT coalesce(json_agg(json_build_object('reason', j.reason, 'count', j.count) ORDER BY j.reason), '[]')
            FROM (SELECT reason, count(*) AS count FROM etl_rejects x
                  WHERE x.run_id = s.run_id AND x.domain_id = s.domain_id AND x.period_month = s.period_month
                  GROUP BY reason) j),
        'landingId', s.landing_id, 'checksum', s.checksum,
        'adoptedFrom', s.adopted_from, 'startedAt', to_char(s.started_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'endedAt', to_char(s.ended_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'seconds', round(extract(epoch FROM s.ended_at - s.started_at), 3), 'errorCode', s.error_code, 'error', s.error)
        ORDER BY s.period_month, s.domain_id), '[]') AS list,
        count(*) AS planned, count(*) FILTER (WHERE s.status <> 'PLANNED') AS ended
    FROM etl_run_steps s JOIN dim_domain d ON d.domain_id = s.domain_id
    WHERE s.run_id = %(run_id)s::uuid AND s.entity_id = %(entity)s::text
),
changes AS (
    -- A side without rows is 0; one with rows and without a cost is unknown.
    SELECT json_agg(json_build_object(
        'domainId', c.slice ->> 'domain_id', 'domainLabel', d.domain_label, 'period', c.slice ->> 'period',
        'rowsBefore', c.rows_before, 'rowsAfter', c.rows_after, 'rowsDelta', c.rows_after - c.rows_before,
        'costBefore', c.cost_before, 'costAfter', c.cost_after, 'costDelta', c.cost_after - c.cost_before,
        'currency', c.slice ->> 'currency', 'applicationsChanged', (c.slice ->> 'applications_changed')::bigint,
        'quantities', (
            SELECT coalesce(json_agg(json_build_object('metric', q.key, 'before', (q.value ->> 'before')::numeric,
                'after', (q.value ->> 'after')::numeric,
                'delta', (q.value ->> 'after')::numeric - (q.value ->> 'before')::numeric) ORDER BY q.key), '[]')
            FROM jsonb_each(c.slice -> 'quantities') q)) ORDER BY c.place) AS list
    FROM etl_runs r
    CROSS JOIN LATERAL jsonb_array_elements(r.report -> 'slices') WITH ORDINALITY e (slice, place)
    CROSS JOIN LATERAL (
        SELECT e.slice, e.place, (e.slice ->> 'rows_before')::bigint AS rows_before,
               (e.slice ->> 'rows_after')::bigint AS rows_after,
               CASE WHEN e.slice ->> 'rows_before' = '0' THEN 0 ELSE (e.slice ->> 'cost_before')::numeric END AS cost_before,
               CASE WHEN e.slice ->> 'rows_after' = '0' THEN 0 ELSE (e.slice ->> 'cost_after')::numeric END AS cost_after) c
    LEFT JOIN dim_domain d ON d.domain_id = c.slice ->> 'domain_id'
    WHERE r.run_id = %(run_id)s::uuid AND r.entity_id = %(entity)s AND r.dry_run
),
asked AS (
    SELECT at, actor, reason, details FROM audit_log
    WHERE entity_id = %(entity)s AND action = 'run.requested' AND target = %(run_id)s::text
    ORDER BY audit_id LIMIT 1
)
SELECT json_build_object(
    'meta', json_build_object(
        'generation', coalesce(p.generation, 0), 'runId', p.run_id,
        'asOf', to_char(p.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
    'data', json_build_object(
        'runId', %(run_id)s::uuid, 'status', coalesce(r.status, 'REQUESTED'), 'phase', r.phase,
        'triggerType', coalesce(r.trigger_type, 'MANUAL'), 'origin', coalesce(r.origin, a.details ->> 'origin'),
        'periods', CASE WHEN r.run_id IS NULL THEN (a.details -> 'periods')::json
            ELSE (SELECT coalesce(json_agg(to_char(m, 'YYYY-MM') ORDER BY m), '[]') FROM unnest(r.periods) m) END,
        'domains', coalesce(to_json(r.domains), (a.details -> 'domains')::json),
        'dryRun', coalesce(r.dry_run, (a.details ->> 'dry_run')::boolean),
        'force', coalesce(r.force, (a.details ->> 'force')::boolean), 'reason', coalesce(r.reason, a.reason),
        'requestedBy', coalesce(r.requested_by, a.actor),
        'requestedAt', to_char(coalesce(r.requested_at, a.at), 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'startedAt', to_char(r.started_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'endedAt', to_char(r.ended_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'deadlineAt', to_char(r.deadline_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'seconds', round(extract(epoch FROM r.ended_at - r.started_at), 3),
        'generation', r.generation, 'recordsInserted', coalesce(r.records_inserted, 0),
        'errorsCount', coalesce(r.errors_count, 0), 'errorCode', r.error_code, 'errorStep', r.error_step,
        'errorSummary', r.error_summary, 'version', r.version, 'gitSha', r.git_sha,
        'resumes', coalesce(r.resumes, (a.details ->> 'resumes')::uuid), 'resumedBy', r.resumed_by, 'report', r.report,
        'changes', c.list,
        'stepsPlanned', s.planned, 'stepsEnded', s.ended, 'steps', s.list))::text AS answer,
    coalesce(p.generation, 0) AS generation, coalesce(r.status, 'REQUESTED') NOT IN ('REQUESTED', 'RUNNING') AS is_over,
    r.run_id IS NOT NULL OR a.at IS NOT NULL AS known
FROM steps s
CROSS JOIN changes c
LEFT JOIN publication p ON p.entity_id = %(entity)s
LEFT JOIN etl_runs r ON r.run_id = %(run_id)s::uuid AND r.entity_id = %(entity)s
LEFT JOIN asked a ON true
