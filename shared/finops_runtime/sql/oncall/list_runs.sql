-- The last runs, the latest first.
SELECT r.run_id, r.status, r.phase, r.trigger_type, r.dry_run,
       (SELECT coalesce(array_agg(to_char(m, 'YYYY-MM') ORDER BY m), '{}') FROM unnest(r.periods) m) AS periods,
       r.requested_by, r.requested_at, r.started_at, r.ended_at,
       round(extract(epoch FROM coalesce(r.ended_at, clock_timestamp()) - r.started_at), 3) AS seconds,
       s.steps, s.steps_ended, r.generation, r.error_code, r.error_step
FROM etl_runs r
CROSS JOIN LATERAL (SELECT count(*) AS steps, count(*) FILTER (WHERE x.status <> 'PLANNED') AS steps_ended
                    FROM etl_run_steps x WHERE x.run_id = r.run_id) s
WHERE r.entity_id = %(entity_id)s AND (%(status)s::text IS NULL OR r.status = %(status)s)
ORDER BY r.started_at DESC, r.run_id DESC LIMIT %(limit)s
