-- Partitions by month, made ahead of need by whoever publishes.
-- depends: 0005_pre_aggregates

CREATE TABLE month_partitioned (
    table_name  text PRIMARY KEY,
    description text NOT NULL
);
COMMENT ON TABLE month_partitioned IS 'The tables that ensure_month_partitions() keeps partitions for';
INSERT INTO month_partitioned VALUES
    ('fact_consumption', 'facts'),
    ('mv_cost_app_product_month', 'aggregate'),
    ('mv_quantity_domain_month', 'aggregate'),
    ('mv_cost_app_family_month', 'aggregate'),
    ('mv_cost_app_domain_month', 'aggregate'),
    ('mv_cost_application_month', 'aggregate'),
    ('mv_cost_family_month', 'aggregate'),
    ('mv_cost_domain_month', 'aggregate');

-- CREATE TABLE (LIKE) then ATTACH, not PARTITION OF: the latter would wait for every reader of the parent.
CREATE FUNCTION ensure_month_partitions(first_month month, last_month month) RETURNS integer
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
    FOR parent IN SELECT c.oid, t.table_name, pg_get_userbyid(c.relowner) AS owner
                  FROM month_partitioned t JOIN pg_class c ON c.oid = to_regclass('public.' || t.table_name)
                  ORDER BY t.table_name LOOP
        FOR m IN SELECT generate_series(first_month, last_month, interval '1 month')::date LOOP
            partition := parent.table_name || '_' || to_char(m, 'YYYY_MM');
            CONTINUE WHEN to_regclass('public.' || quote_ident(partition)) IS NOT NULL;
            EXECUTE format('CREATE TABLE public.%I (LIKE public.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)',
                           partition, parent.table_name);
            EXECUTE format('ALTER TABLE public.%I OWNER TO %I', partition, parent.owner);
            EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
                           parent.table_name, partition, m, (m + interval '1 month')::date);
            made := made + 1;
        END LOOP;
    END LOOP;
    RETURN made;
END $$;
COMMENT ON FUNCTION ensure_month_partitions IS 'Makes the missing month partitions of every published table; returns how many';
REVOKE ALL ON FUNCTION ensure_month_partitions FROM public;
