-- VACUUM and autovacuum give no pages back of what readers see: truncating a table locks every reader out of it.
-- depends: 0018_pre_forecast

-- Tables that nights fill and empty, and that no reader sees, may shrink.
DO $$
DECLARE
    kept record;
BEGIN
    FOR kept IN SELECT c.oid::regclass AS name FROM pg_class c
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname NOT LIKE '%yoyo%'
                  AND c.relname NOT IN ('staged_releve', 'staged_application', 'staged_application_alias',
                                        'fact_pending', 'coefficient_pending', 'etl_rejects') LOOP
        EXECUTE format('ALTER TABLE %s SET (vacuum_truncate = false)', kept.name);
    END LOOP;
END $$;

CREATE OR REPLACE FUNCTION ensure_month_partitions(first_month month, last_month month) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    parent    record;
    m         date;
    partition text;
    made      integer := 0;
BEGIN
    IF last_month > first_month + interval '600 months' THEN
        RAISE EXCEPTION 'refusing to make partitions for more than 600 months (% to %)', first_month, last_month;
    END IF;
    -- One maker at a time; readers and writers are not held up.
    PERFORM pg_advisory_xact_lock(hashtext('ensure_month_partitions'));
    FOR parent IN SELECT c.oid, t.table_name, t.fillfactor, pg_get_userbyid(c.relowner) AS owner
                  FROM month_partitioned t JOIN pg_class c ON c.oid = to_regclass('public.' || t.table_name)
                  ORDER BY t.table_name LOOP
        FOR m IN SELECT generate_series(first_month, last_month, interval '1 month')::date LOOP
            partition := parent.table_name || '_' || to_char(m, 'YYYY_MM');
            CONTINUE WHEN to_regclass('public.' || quote_ident(partition)) IS NOT NULL;
            EXECUTE format('CREATE TABLE public.%I (LIKE public.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)
                            WITH (fillfactor = %s, vacuum_truncate = false)', partition, parent.table_name, parent.fillfactor);
            EXECUTE format('ALTER TABLE public.%I OWNER TO %I', partition, parent.owner);
            EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
                           parent.table_name, partition, m, (m + interval '1 month')::date);
            made := made + 1;
        END LOOP;
    END LOOP;
    RETURN made;
END $$;
