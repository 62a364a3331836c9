-- How a run stands; no status: it has not begun. asked: it was asked for here.
SELECT r.status, to_char(r.ended_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS ended_at, one.asked
FROM (SELECT EXISTS (SELECT FROM audit_log
                     WHERE entity_id = %(entity)s::text AND action = 'run.requested'
                       AND target = %(run_id)s::uuid::text) AS asked) one
LEFT JOIN etl_runs r ON r.run_id = %(run_id)s AND r.entity_id = %(entity)s
