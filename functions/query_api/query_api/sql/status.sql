-- What is published, since when, and how the last runs ended.
WITH months AS (
    SELECT s.period_month, coalesce(o.status, 'OPEN') AS status,
           (array_agg(s.run_id ORDER BY s.generation DESC NULLS LAST, s.published_at DESC NULLS LAST))[1] AS run_id,
           max(s.published_at) AS as_of,
           count(s.run_id) AS published,
           json_agg(json_build_object('domainId', s.domain_id, 'domainLabel', d.domain_label,
                                      'period', to_char(s.period_month, 'YYYY-MM'),
                                      'since', to_char(s.missing_since, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                                      'reason', s.missing_reason)
                    ORDER BY s.domain_id) FILTER (WHERE s.missing_since IS NOT NULL) AS missing
    FROM slice_publication s
    JOIN dim_domain d ON d.domain_id = s.domain_id
    LEFT JOIN period_status o ON o.entity_id = s.entity_id AND o.period_month = s.period_month
    WHERE s.entity_id = %(entity)s::text
    GROUP BY s.period_month, o.status
),
runs AS NOT MATERIALIZED (
    SELECT status, dry_run, started_at,
           json_build_object('runId', run_id, 'status', status, 'phase', phase, 'triggerType', trigger_type,
               'periods', (SELECT coalesce(json_agg(to_char(m, 'YYYY-MM') ORDER BY m), '[]') FROM unnest(periods) m),
               'startedAt', to_char(started_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
               'endedAt', to_char(ended_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
               'generation', generation, 'errorCode', error_code) AS run
    FROM etl_runs WHERE entity_id = %(entity)s AND NOT dry_run
),
domains AS (
    SELECT d.domain_id, d.domain_label, d.domain_mode, d.is_enabled,
           max(s.period_month) FILTER (WHERE s.run_id IS NOT NULL) AS latest, max(s.published_at) AS as_of
    FROM dim_domain d
    LEFT JOIN slice_publication s ON s.domain_id = d.domain_id AND s.entity_id = %(entity)s
    GROUP BY d.domain_id
),
latest AS (SELECT * FROM months WHERE published > 0 ORDER BY period_month DESC LIMIT 1)
SELECT json_build_object(
    'meta', json_build_object(
        'generation', coalesce(p.generation, 0), 'runId', p.run_id,
        'asOf', to_char(p.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
    'data', json_build_object(
        'entityId', %(entity)s, 'version', %(version)s::text, 'gitSha', %(git_sha)s::text,
        'latestPeriod', to_char(l.period_month, 'YYYY-MM'),
        'complete', l.published IS NOT NULL AND l.missing IS NULL,
        'missing', coalesce(l.missing, '[]'),
        'lastRun', (SELECT run FROM runs WHERE status <> 'RUNNING' ORDER BY started_at DESC LIMIT 1),
        'lastSuccess', (SELECT run FROM runs WHERE status = 'SUCCESS' ORDER BY started_at DESC LIMIT 1),
        'runningRun', (SELECT run FROM runs WHERE status = 'RUNNING' LIMIT 1),
        'domains', (SELECT coalesce(json_agg(json_build_object(
                'domainId', domain_id, 'domainLabel', domain_label, 'domainMode', domain_mode,
                'isEnabled', is_enabled, 'latestPeriod', to_char(latest, 'YYYY-MM'),
                'asOf', to_char(as_of, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) ORDER BY domain_id), '[]') FROM domains),
        'periods', (SELECT coalesce(json_agg(json_build_object(
                'period', to_char(period_month, 'YYYY-MM'), 'status', status, 'runId', run_id,
                'asOf', to_char(as_of, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'domains', published,
                'complete', published > 0 AND missing IS NULL) ORDER BY period_month DESC), '[]') FROM months)
    ))::text AS answer, coalesce(p.generation, 0) AS generation
FROM (VALUES (1)) AS one
LEFT JOIN publication p ON p.entity_id = %(entity)s
LEFT JOIN latest l ON true
