-- Anomalies shown for the first time, and those that are back. The id is derived: found again, it is the same one.
INSERT INTO anomaly (anomaly_id, entity_id, period_month, pricing_view_id, application_id, first_seen_at,
                     first_generation, first_run_id)
SELECT md5(concat_ws(E'\n', entity_id, pricing_view_id, to_char(period_month, 'YYYY-MM'), application_id))::uuid,
       entity_id, period_month, pricing_view_id, application_id, clock_timestamp(), %(generation)s, %(run_id)s
FROM mv_anomalies_month
WHERE entity_id = %(entity_id)s
ON CONFLICT (entity_id, pricing_view_id, period_month, application_id) DO UPDATE
SET gone_at = NULL
WHERE anomaly.gone_at IS NOT NULL
