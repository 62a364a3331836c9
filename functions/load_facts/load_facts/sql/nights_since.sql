-- What became of the night that was due at a time: requests by schedule since then, and whether anything runs now.
SELECT count(*) FILTER (WHERE trigger_type = 'CRON' AND requested_at >= %(due)s AND status <> 'SKIPPED') AS held,
       count(*) FILTER (WHERE trigger_type = 'CRON' AND requested_at >= %(due)s AND status = 'SKIPPED') AS skipped,
       count(*) FILTER (WHERE status = 'RUNNING' AND NOT dry_run) AS running
FROM etl_runs WHERE entity_id = %(entity_id)s
