-- Bytes on disk by published table, and how many facts they stand for.
SELECT t.table_name, sum(pg_table_size(i.inhrelid)) AS rows_bytes, sum(pg_indexes_size(i.inhrelid)) AS index_bytes,
       (SELECT count(*) FROM fact_consumption) AS facts
FROM month_partitioned t
JOIN pg_inherits i ON i.inhparent = to_regclass('public.' || t.table_name)
GROUP BY t.table_name
UNION ALL
SELECT name, pg_table_size(name::regclass), pg_indexes_size(name::regclass), (SELECT count(*) FROM fact_consumption)
FROM unnest(ARRAY['mv_history_domain', 'mv_anomalies_month', 'unit_price_month']) AS name
ORDER BY 2 DESC, 1
