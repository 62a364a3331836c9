-- Keep rejected records.
COPY etl_rejects (run_id, entity_id, domain_id, period_month, reason, message, location, record, metric, quantity)
FROM STDIN
