-- Steps of closed months for which a run alone still waits, while nothing happens: it goes on without them. No step becomes
-- younger for it, so that the run is still seen to be stalled.
UPDATE etl_run_steps s
SET status = 'MISSING', error_code = 'late_step_stalled',
    error = 'nothing was heard of it for too long, and the open months do not wait for a closed one'
FROM etl_runs r
WHERE r.run_id = s.run_id AND r.entity_id = %(entity_id)s AND r.status = 'RUNNING' AND r.phase = 'STAGING'
  AND s.is_late AND s.status = 'PLANNED'
  AND NOT EXISTS (SELECT FROM etl_run_steps o
                  WHERE o.run_id = r.run_id AND o.status = 'PLANNED' AND NOT o.is_late
                    AND o.ingest_function <> 'load_facts')
  AND greatest(r.started_at, (SELECT greatest(max(o.started_at), max(o.ended_at)) FROM etl_run_steps o
                              WHERE o.run_id = r.run_id))
      < clock_timestamp() - make_interval(secs => 60 * %(stall_minutes)s)
