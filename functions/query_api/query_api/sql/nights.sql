-- What alerts look at of nights: the last one, what readers lack of it, how long nights usually take; the run under way.
WITH night AS (
    SELECT r.run_id, r.status, r.requested_at, r.started_at,
           extract(epoch FROM coalesce(r.ended_at, now()) - r.started_at)::bigint AS seconds
    FROM etl_runs r
    WHERE r.entity_id = %(entity)s AND NOT r.dry_run AND r.trigger_type = 'CRON' AND r.status <> 'SKIPPED'
    ORDER BY r.started_at DESC LIMIT 1
), lacking AS (
    -- Not published by that night, nor by whatever ran since to make it good.
    SELECT s.domain_id, s.error_code
    FROM night n
    JOIN etl_run_steps s USING (run_id)
    WHERE NOT s.is_late
      AND NOT EXISTS (SELECT FROM slice_publication p JOIN etl_runs b ON b.run_id = p.run_id
                      WHERE p.entity_id = s.entity_id AND p.domain_id = s.domain_id
                        AND p.period_month = s.period_month AND b.started_at >= n.started_at)
), earlier AS (
    SELECT extract(epoch FROM r.ended_at - r.started_at)::bigint AS seconds
    FROM etl_runs r
    WHERE r.entity_id = %(entity)s AND NOT r.dry_run AND r.trigger_type = 'CRON' AND r.status = 'SUCCESS'
      AND r.run_id <> (SELECT n.run_id FROM night n)
    ORDER BY r.started_at DESC LIMIT 14
)
SELECT (SELECT json_build_object('status', n.status, 'started', extract(epoch FROM n.started_at)::bigint,
                                 'requested', extract(epoch FROM n.requested_at)::bigint, 'seconds', n.seconds)
        FROM night n)::jsonb AS last_night,
       CASE WHEN EXISTS (SELECT FROM night) THEN (SELECT count(*) FROM lacking) END AS unpublished_slices,
       (SELECT json_agg(json_build_object('domain', f.domain_id, 'code', f.error_code, 'steps', f.steps))
        FROM (SELECT l.domain_id, l.error_code, count(*) AS steps
              FROM lacking l WHERE l.error_code IS NOT NULL GROUP BY 1, 2) f)::jsonb AS failed_steps,
       (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY e.seconds)
        FROM earlier e HAVING count(*) >= 3) AS usual_night_seconds,
       (SELECT json_build_object('deadline', extract(epoch FROM r.deadline_at)::bigint,
                                 'progress', extract(epoch FROM greatest(r.started_at, max(s.started_at),
                                                                         max(s.ended_at)))::bigint)
        FROM etl_runs r LEFT JOIN etl_run_steps s USING (run_id)
        WHERE r.entity_id = %(entity)s AND r.status = 'RUNNING' AND NOT r.dry_run
        GROUP BY r.run_id)::jsonb AS running
