-- The last run that began: of all, or of the night that began on a day of the entity's time zone.
SELECT run_id FROM etl_runs
WHERE entity_id = %(entity_id)s
  AND (%(night)s::date IS NULL
       OR trigger_type = 'CRON' AND (requested_at AT TIME ZONE %(timezone)s)::date = %(night)s)
ORDER BY started_at DESC, run_id DESC LIMIT 1
