-- One run as the person on call sees it. A run that was asked for and nobody has begun is REQUESTED.
SELECT r.run_id, r.status, r.phase, r.trigger_type, r.origin,
       (SELECT coalesce(array_agg(to_char(m, 'YYYY-MM') ORDER BY m), '{}') FROM unnest(r.periods) m) AS periods,
       r.domains, r.dry_run, r.force, r.reason, r.requested_by, r.requested_at, r.started_at, r.ended_at, r.deadline_at,
       r.generation, r.records_inserted, r.error_code, r.error_step, r.error_summary, r.version, r.git_sha,
       clock_timestamp() AS seen_at
FROM etl_runs r
WHERE r.entity_id = %(entity_id)s AND r.run_id = %(run_id)s
UNION ALL
(SELECT a.target::uuid, 'REQUESTED', NULL, 'MANUAL', coalesce(a.details ->> 'origin', 'live'),
        ARRAY(SELECT jsonb_array_elements_text(a.details -> 'periods')),
        ARRAY(SELECT jsonb_array_elements_text(a.details -> 'domains')),
        coalesce((a.details ->> 'dry_run')::boolean, false), coalesce((a.details ->> 'force')::boolean, false), a.reason,
        a.actor, a.at, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, clock_timestamp()
 FROM audit_log a
 WHERE a.entity_id = %(entity_id)s AND a.action = 'run.requested' AND a.target = %(run_id)s::uuid::text
   AND NOT EXISTS (SELECT FROM etl_runs r WHERE r.run_id = %(run_id)s)
 ORDER BY a.audit_id LIMIT 1)
