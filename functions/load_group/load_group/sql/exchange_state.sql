-- What became of an exchange of the entity that this transaction works for.
SELECT exchange_id, entity_id, status, judged_by, generation, published_at, error_code, error_summary, group_run_id
FROM own_ingestion_run(%(exchange_id)s)
WHERE period_month = %(period_month)s
