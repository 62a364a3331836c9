-- Every domain as it is written, with its latest published month and the last run that planned it.
SELECT json_build_object(
    'meta', json_build_object(
        'generation', coalesce(p.generation, 0), 'runId', p.run_id,
        'asOf', to_char(p.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
    'data', (SELECT coalesce(json_agg(json_build_object(
        'domainId', d.domain_id, 'domainLabel', d.domain_label, 'domainMode', d.domain_mode,
        'indirectMethodKey', d.indirect_method_key, 'indirectLabel', d.indirect_label, 'isEnabled', d.is_enabled,
        'availableFrom', to_char(d.available_from, 'YYYY-MM'), 'failurePolicy', d.failure_policy,
        'ingestFunction', d.ingest_function, 'connector', d.connector,
        'latestPeriod', (SELECT to_char(max(s.period_month), 'YYYY-MM') FROM slice_publication s
                         WHERE s.entity_id = %(entity)s AND s.domain_id = d.domain_id AND s.run_id IS NOT NULL),
        'lastRunId', r.run_id, 'lastRunStatus', r.status, 'lastRunDryRun', r.dry_run,
        'lastRunAt', to_char(r.started_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) ORDER BY d.domain_id), '[]')
        FROM dim_domain d
        LEFT JOIN LATERAL (
            SELECT e.run_id, e.status, e.dry_run, e.started_at
            FROM etl_run_steps s JOIN etl_runs e ON e.run_id = s.run_id
            WHERE s.entity_id = %(entity)s AND s.domain_id = d.domain_id
            ORDER BY e.started_at DESC, e.run_id LIMIT 1) r ON true))::text AS answer,
    coalesce(p.generation, 0) AS generation
FROM (VALUES (1)) AS one
LEFT JOIN publication p ON p.entity_id = %(entity)s::text
