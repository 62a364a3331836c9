-- I2: however often an event came, it is one run.
SELECT format('%s %s: %s runs', event_source, event_id, count(*)) AS what
FROM etl_runs GROUP BY event_source, event_id HAVING count(*) > 1
