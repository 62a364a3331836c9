-- Where a run stands.
SELECT run_id, status, phase, trigger_type, periods, records_inserted, generation, error_code, error_step, error_summary,
       started_at, ended_at, extract(epoch FROM coalesce(ended_at, clock_timestamp()) - started_at) AS seconds,
       (SELECT coalesce(sum(s.records), 0)::bigint FROM etl_run_steps s WHERE s.run_id = r.run_id) AS records,
       (SELECT coalesce(sum(s.rejects), 0)::bigint FROM etl_run_steps s WHERE s.run_id = r.run_id) AS rejects,
       (SELECT count(*) FROM etl_run_steps s WHERE s.run_id = r.run_id) AS steps
FROM etl_runs r WHERE run_id = %(run_id)s
