-- Runs under way on which nothing happened for a while, and what their rows imply should happen next.
SELECT r.run_id, r.phase, r.event_source, r.event_id, r.requested_at, r.trigger_type, r.periods, r.domains,
       r.dry_run, r.force, r.reason, r.requested_by, r.origin, r.resumes,
       count(*) FILTER (WHERE s.status = 'PLANNED' AND s.ingest_function <> 'load_facts') AS open_steps
FROM etl_runs r
JOIN etl_run_steps s USING (run_id)
WHERE r.entity_id = %(entity_id)s AND r.status = 'RUNNING'
GROUP BY r.run_id
HAVING greatest(r.started_at, max(s.started_at), max(s.ended_at))
       < clock_timestamp() - make_interval(secs => 60 * %(stall_minutes)s)
ORDER BY r.started_at
