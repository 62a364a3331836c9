-- A run as one that resumes it would ask for it again, and what stands against that.
SELECT r.status, r.trigger_type, r.dry_run, r.resumed_by, r.periods, r.domains, r.force, r.origin, r.reason,
       to_char(r.ended_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS ended_at,
       (SELECT count(*) FROM adoptable_step(%(entity)s::text, r.run_id)) AS adoptable,
       (SELECT run_id FROM etl_runs
        WHERE entity_id = %(entity)s AND status = 'RUNNING' AND NOT dry_run AND deadline_at > now()) AS running_run
FROM (VALUES (1)) AS one
LEFT JOIN etl_runs r ON r.run_id = %(run_id)s AND r.entity_id = %(entity)s
