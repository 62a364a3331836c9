-- The last night's run, when it failed.
SELECT run_id
FROM (SELECT run_id, status FROM etl_runs WHERE trigger_type = 'CRON' ORDER BY started_at DESC LIMIT 1) last
WHERE status = 'FAILED'
