-- Which month each source's applications were taken from.
INSERT INTO referential_feed (entity_id, source_system, period_month, run_id, applied_at)
SELECT %(entity_id)s, source, max(period_month::date), %(run_id)s, transaction_timestamp()
FROM fed_application(%(run_id)s)
GROUP BY source
ON CONFLICT (entity_id, source_system) DO UPDATE
SET period_month = excluded.period_month, run_id = excluded.run_id, applied_at = excluded.applied_at
