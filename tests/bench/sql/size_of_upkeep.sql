-- Rows, dead rows (as the statistics have them) and bytes of what nights fill and empty, and of the published tables together.
WITH counted (name, live) AS (
    SELECT 'etl_runs', count(*) FROM etl_runs
    UNION ALL SELECT 'etl_run_steps', count(*) FROM etl_run_steps
    UNION ALL SELECT 'etl_rejects', count(*) FROM etl_rejects
    UNION ALL SELECT 'staged_releve', count(*) FROM staged_releve
    UNION ALL SELECT 'fact_pending', count(*) FROM fact_pending
)
SELECT name, live, pg_stat_get_dead_tuples(name::regclass) AS dead, pg_table_size(name::regclass) AS rows_bytes,
       pg_indexes_size(name::regclass) AS index_bytes
FROM counted
UNION ALL
SELECT 'published', sum(pg_stat_get_live_tuples(i.inhrelid)), sum(pg_stat_get_dead_tuples(i.inhrelid)),
       sum(pg_table_size(i.inhrelid)), sum(pg_indexes_size(i.inhrelid))
FROM month_partitioned t JOIN pg_inherits i ON i.inhparent = to_regclass('public.' || t.table_name)
ORDER BY name
