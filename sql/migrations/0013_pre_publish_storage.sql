-- Aggregates are merged, not replaced: room on each page for a row's next version, and a count of the facts behind a row.
-- depends: 0012_pre_prices_in_force

-- Updated rows stay on their page and no index is touched, as long as each page has room for all of them once more.
ALTER TABLE month_partitioned ADD COLUMN fillfactor integer NOT NULL DEFAULT 100 CHECK (fillfactor BETWEEN 10 AND 100);
COMMENT ON COLUMN month_partitioned.fillfactor IS
    'How full an INSERT leaves a page of a partition, in percent; below 50, every row of it can be updated in place';
UPDATE month_partitioned SET fillfactor = 48
WHERE table_name IN ('mv_cost_app_product_month', 'mv_cost_app_family_month', 'mv_cost_app_domain_month',
                     'mv_cost_application_month');

DO $$
DECLARE
    partition record;
BEGIN
    FOR partition IN SELECT i.inhrelid::regclass AS name, t.fillfactor
                     FROM month_partitioned t
                     JOIN pg_inherits i ON i.inhparent = to_regclass('public.' || t.table_name)
                     WHERE t.fillfactor < 100 LOOP
        EXECUTE format('ALTER TABLE %s SET (fillfactor = %s)', partition.name, partition.fillfactor);
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
                            WITH (fillfactor = %s)', partition, parent.table_name, parent.fillfactor);
            EXECUTE format('ALTER TABLE public.%I OWNER TO %I', partition, parent.owner);
            EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
                           parent.table_name, partition, m, (m + interval '1 month')::date);
            made := made + 1;
        END LOOP;
    END LOOP;
    RETURN made;
END $$;

-- The facts behind each row: where they are as many as the base has rows, no row is left of what is gone.
ALTER TABLE mv_cost_app_family_month ADD COLUMN facts bigint;
UPDATE mv_cost_app_family_month t
SET facts = b.facts
FROM (SELECT entity_id, period_month, pricing_view_id, domain_id, family_id, application_id, environment, count(*) AS facts
      FROM mv_cost_app_product_month
      GROUP BY entity_id, period_month, pricing_view_id, domain_id, family_id, application_id, environment) b
WHERE (t.entity_id, t.period_month, t.pricing_view_id, t.domain_id, t.family_id, t.application_id, t.environment)
    = (b.entity_id, b.period_month, b.pricing_view_id, b.domain_id, b.family_id, b.application_id, b.environment);
ALTER TABLE mv_cost_app_family_month ALTER COLUMN facts SET NOT NULL;
COMMENT ON COLUMN mv_cost_app_family_month.facts IS 'How many rows of mv_cost_app_product_month this one adds up';

ALTER TABLE mv_cost_app_domain_month ADD COLUMN facts bigint;
UPDATE mv_cost_app_domain_month t
SET facts = b.facts
FROM (SELECT entity_id, period_month, pricing_view_id, domain_id, application_id, environment, sum(facts) AS facts
      FROM mv_cost_app_family_month
      GROUP BY entity_id, period_month, pricing_view_id, domain_id, application_id, environment) b
WHERE (t.entity_id, t.period_month, t.pricing_view_id, t.domain_id, t.application_id, t.environment)
    = (b.entity_id, b.period_month, b.pricing_view_id, b.domain_id, b.application_id, b.environment);
ALTER TABLE mv_cost_app_domain_month ALTER COLUMN facts SET NOT NULL;

ALTER TABLE mv_cost_application_month ADD COLUMN facts bigint;
UPDATE mv_cost_application_month t
SET facts = b.facts
FROM (SELECT entity_id, period_month, pricing_view_id, application_id, environment, sum(facts) AS facts
      FROM mv_cost_app_domain_month
      GROUP BY entity_id, period_month, pricing_view_id, application_id, environment) b
WHERE (t.entity_id, t.period_month, t.pricing_view_id, t.application_id, t.environment)
    = (b.entity_id, b.period_month, b.pricing_view_id, b.application_id, b.environment);
ALTER TABLE mv_cost_application_month ALTER COLUMN facts SET NOT NULL;

CREATE OR REPLACE VIEW mv_cost_app_family_month_definition AS
SELECT entity_id, period_month, pricing_view_id, domain_id, family_id, application_id, environment,
       CASE WHEN min(consumption_metric) = max(consumption_metric)
            THEN min(consumption_metric) END::key_text AS consumption_metric,
       CASE WHEN min(consumption_metric) = max(consumption_metric) THEN sum(quantity) END AS quantity,
       sum(cost) AS cost,
       count(*) FILTER (WHERE cost IS NULL) AS unpriced_rows,
       count(*) AS facts
FROM mv_cost_app_product_month
GROUP BY entity_id, period_month, pricing_view_id, domain_id, family_id, application_id, environment;

-- From the families, of which there are fewer. One metric only where every family has one, and the same.
CREATE OR REPLACE VIEW mv_cost_app_domain_month_definition AS
SELECT entity_id, period_month, pricing_view_id, domain_id, application_id, environment,
       CASE WHEN count(consumption_metric) = count(*) AND min(consumption_metric) = max(consumption_metric)
            THEN min(consumption_metric) END::key_text AS consumption_metric,
       CASE WHEN count(consumption_metric) = count(*) AND min(consumption_metric) = max(consumption_metric)
            THEN sum(quantity) END AS quantity,
       sum(cost) AS cost,
       sum(unpriced_rows)::bigint AS unpriced_rows,
       sum(facts)::bigint AS facts
FROM mv_cost_app_family_month
GROUP BY entity_id, period_month, pricing_view_id, domain_id, application_id, environment;

CREATE OR REPLACE VIEW mv_cost_application_month_definition AS
SELECT entity_id, period_month, pricing_view_id, application_id, environment,
       sum(cost) AS cost,
       sum(unpriced_rows)::bigint AS unpriced_rows,
       sum(facts)::bigint AS facts
FROM mv_cost_app_domain_month
GROUP BY entity_id, period_month, pricing_view_id, application_id, environment;
