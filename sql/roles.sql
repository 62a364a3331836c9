-- What each login of logins.sql may do, and no more. Run after every migration: everything here can be repeated.

GRANT USAGE ON SCHEMA public TO finops_ingest_open, finops_ingest_cloud, finops_ingest_native,
    finops_load_facts, finops_refresh_mvs, finops_query_read, finops_query_admin, finops_export_group, finops_load_group;

-- Starting and failing a run: every function that receives requests.
GRANT SELECT ON dim_domain, dim_metric, slice_publication TO
    finops_ingest_open, finops_ingest_cloud, finops_ingest_native, finops_load_facts;
GRANT SELECT, INSERT, UPDATE ON etl_runs, etl_run_steps, period_status TO
    finops_ingest_open, finops_ingest_cloud, finops_ingest_native, finops_load_facts;

GRANT EXECUTE ON FUNCTION adoptable_step TO finops_query_admin;
GRANT EXECUTE ON FUNCTION config_checksum TO
    finops_ingest_open, finops_ingest_cloud, finops_ingest_native, finops_load_facts, finops_query_admin;
GRANT SELECT, INSERT, UPDATE ON connector TO
    finops_ingest_open, finops_ingest_cloud, finops_ingest_native, finops_load_facts;

GRANT EXECUTE ON FUNCTION adopt_steps TO
    finops_ingest_open, finops_ingest_cloud, finops_ingest_native, finops_load_facts;

-- Staging.
GRANT SELECT, INSERT ON staged_releve, etl_rejects TO
    finops_ingest_open, finops_ingest_cloud, finops_ingest_native;

GRANT INSERT ON staged_application, staged_application_alias TO
    finops_ingest_open, finops_ingest_cloud, finops_ingest_native;

-- Loading.
GRANT SELECT ON fact_consumption, dim_family, dim_product, product_domain, dim_application, application_alias,
    product_alias, pricing_view, pricing_view_version, pricing_view_current, pricing_view_metric, unit_price,
    unit_price_month, mv_cost_app_product_month TO finops_load_facts;
GRANT SELECT, INSERT, DELETE ON fact_pending, staged_releve TO finops_load_facts;
GRANT SELECT, INSERT, UPDATE, DELETE ON coefficient_pending TO finops_load_facts;

GRANT SELECT, DELETE ON staged_application, staged_application_alias TO finops_load_facts;
GRANT SELECT ON referential_feed, alias_conflict TO finops_load_facts;
GRANT SELECT ON product_placement, mv_quantity_product_month TO finops_load_facts;
GRANT EXECUTE ON FUNCTION placed_product, months_to_classify, valuation, price_change TO finops_load_facts;
GRANT EXECUTE ON FUNCTION fed_application, alias_claim, alias_of_run TO finops_load_facts;

-- What comes late for closed months is listed by the loader, and listed no more once a run of the month is published.
GRANT SELECT ON fact_coefficient TO finops_load_facts;
GRANT SELECT, INSERT, UPDATE, DELETE ON late_data TO finops_load_facts;
GRANT SELECT, DELETE ON late_data TO finops_refresh_mvs;

-- Retention: the watch deletes what is old. Steps go with their run.
GRANT SELECT, DELETE ON etl_rejects TO finops_load_facts;
GRANT DELETE ON etl_runs TO finops_load_facts;
GRANT SELECT ON publication TO finops_load_facts;

-- Publishing. The publisher owns what it replaces: VACUUM needs ownership before PostgreSQL 17. Only where that is not so yet:
-- readers and a publication would wait for a change of owner that changes nothing.
DO $$
DECLARE
    owned regclass;
BEGIN
    FOR owned IN SELECT c.oid::regclass FROM pg_class c WHERE c.oid = ANY (ARRAY[
        'fact_consumption', 'mv_cost_app_product_month', 'mv_quantity_product_month', 'mv_cost_product_month',
        'mv_cost_app_family_month', 'mv_cost_app_domain_month', 'mv_cost_application_month', 'mv_cost_family_month',
        'mv_cost_domain_month', 'mv_rank_app_month', 'mv_anomalies_month', 'mv_history_domain', 'fact_pending',
        'fact_coefficient', 'coefficient_pending', 'staged_releve', 'staged_application', 'staged_application_alias',
        'exchanged_price_month', 'exchanged_price_pending']::regclass[])
        AND pg_get_userbyid(c.relowner) <> 'finops_refresh_mvs' LOOP
        EXECUTE format('ALTER TABLE %s OWNER TO finops_refresh_mvs', owned);
    END LOOP;
END $$;
GRANT SELECT ON mv_cost_app_product_month_definition, mv_quantity_product_month_definition, mv_cost_product_month_definition,
    mv_cost_app_family_month_definition, mv_cost_app_domain_month_definition, mv_cost_application_month_definition,
    mv_cost_family_month_definition, mv_cost_domain_month_definition, pricing_view_current, pricing_view,
    pricing_view_version, pricing_view_metric, unit_price, dim_domain TO finops_refresh_mvs;
GRANT SELECT, INSERT, UPDATE ON etl_runs TO finops_refresh_mvs;
GRANT SELECT, UPDATE ON etl_run_steps, period_status TO finops_refresh_mvs;
GRANT UPDATE (in_force_at, generation, refused_at, refusal) ON pricing_view_version TO finops_refresh_mvs;
GRANT EXECUTE ON FUNCTION valuation, price_change TO finops_refresh_mvs, finops_query_admin;
GRANT SELECT, INSERT ON unit_price_month TO finops_refresh_mvs;
GRANT SELECT, INSERT, UPDATE, DELETE ON publication, slice_publication TO finops_refresh_mvs;
GRANT EXECUTE ON FUNCTION ensure_month_partitions TO finops_refresh_mvs;

-- What looks across months, and what of it is remembered.
GRANT SELECT ON mv_history_domain_definition TO finops_refresh_mvs;
GRANT SELECT, INSERT ON anomaly TO finops_refresh_mvs;
GRANT UPDATE (gone_at, told_at) ON anomaly TO finops_refresh_mvs;
GRANT SELECT ON mv_rank_app_month, mv_anomalies_month, mv_history_domain, anomaly TO finops_query_read;
GRANT SELECT ON mv_anomalies_month, anomaly TO finops_query_admin;
GRANT UPDATE (acknowledged_at, acknowledged_by, comment) ON anomaly TO finops_query_admin;

-- Merging what a run brings into the referential.
GRANT SELECT, INSERT, UPDATE ON dim_application, alias_conflict, referential_feed TO finops_refresh_mvs;
GRANT SELECT, INSERT ON application_alias TO finops_refresh_mvs;
GRANT SELECT, INSERT, DELETE ON unknown_key TO finops_refresh_mvs;
GRANT SELECT ON product_alias, dim_product, dim_family, product_domain, product_placement TO finops_refresh_mvs;
GRANT UPDATE (applied_at, generation, refused_at, refusal) ON product_placement TO finops_refresh_mvs;
GRANT UPDATE (family_id) ON dim_product TO finops_refresh_mvs;
GRANT EXECUTE ON FUNCTION placed_product, months_to_classify TO finops_refresh_mvs;
GRANT EXECUTE ON FUNCTION fed_application, alias_claim TO finops_refresh_mvs;

-- Reading: aggregates and labels, never facts, relevés or runs of the raw kind.
GRANT SELECT ON mv_cost_app_product_month, mv_quantity_product_month, mv_cost_product_month, mv_cost_app_family_month,
    mv_cost_app_domain_month, mv_cost_application_month, mv_cost_family_month, mv_cost_domain_month,
    publication, slice_publication, period_status, dim_family, dim_product, dim_application, dim_metric,
    pricing_view, pricing_view_version, pricing_view_current, pricing_view_metric TO finops_query_read;
GRANT SELECT (domain_id, domain_label, domain_mode, indirect_method_key, indirect_label, is_enabled, available_from)
    ON dim_domain TO finops_query_read;
GRANT SELECT (run_id, entity_id, status, phase, trigger_type, dry_run, periods, requested_at, started_at, ended_at,
              generation, error_code) ON etl_runs TO finops_query_read;

-- What alerts look at.
GRANT SELECT (deadline_at) ON etl_runs TO finops_query_read;
GRANT SELECT (run_id, entity_id, domain_id, period_month, status, is_late, rows, rejects, error_code, started_at, ended_at)
    ON etl_run_steps TO finops_query_read;
GRANT SELECT (applied_at, refused_at) ON product_placement TO finops_query_read;

GRANT EXECUTE ON FUNCTION reading_scope, compared_scope, line_price, application_costs TO finops_query_read;

-- Administering.
GRANT SELECT ON etl_runs, etl_run_steps, etl_rejects, dim_domain, dim_metric, period_status, publication,
    slice_publication, audit_log TO finops_query_admin;
GRANT INSERT ON audit_log TO finops_query_admin;
GRANT SELECT ON connector, pricing_view_current, mv_cost_domain_month TO finops_query_admin;
GRANT INSERT, UPDATE ON dim_domain TO finops_query_admin;
GRANT UPDATE ON publication TO finops_query_admin;
GRANT INSERT, UPDATE ON period_status TO finops_query_admin;
GRANT SELECT ON late_data, period_overview TO finops_query_admin;
GRANT INSERT, UPDATE ON application_alias TO finops_query_admin;
GRANT UPDATE (resolved_at) ON alias_conflict TO finops_query_admin;
GRANT SELECT ON application_alias, product_alias, dim_application, dim_product, dim_family, alias_conflict,
    referential_feed, unknown_key TO finops_query_admin;
GRANT SELECT ON unknown_key TO finops_query_read;
GRANT SELECT, INSERT ON product_placement TO finops_query_admin;
GRANT UPDATE (applied_at) ON product_placement TO finops_query_admin;
GRANT UPDATE (family_id) ON dim_product TO finops_query_admin;
GRANT EXECUTE ON FUNCTION placed_product, months_to_classify TO finops_query_admin;

-- Cancelling runs, writes that are sent twice, mapping products, lineage.
GRANT EXECUTE ON FUNCTION cancel_run TO finops_query_admin;
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_key TO finops_query_admin;
GRANT INSERT, UPDATE ON product_alias TO finops_query_admin;
GRANT SELECT ON fact_coefficient TO finops_query_admin;

-- Prices.
GRANT SELECT, INSERT, UPDATE ON pricing_view TO finops_query_admin;
GRANT SELECT, INSERT, UPDATE, DELETE ON pricing_view_version TO finops_query_admin;
GRANT SELECT, INSERT, DELETE ON pricing_view_metric, unit_price TO finops_query_admin;
GRANT SELECT ON unit_price_month, fact_consumption, mv_quantity_product_month, mv_cost_product_month
    TO finops_query_admin;
GRANT EXECUTE ON FUNCTION price_conflict, rate_change TO finops_query_admin;

-- Budgets and forecast.
GRANT EXECUTE ON FUNCTION scope_cost, cost_forecast, budget_standing TO finops_query_read;
GRANT EXECUTE ON FUNCTION scope_cost TO finops_refresh_mvs;
GRANT EXECUTE ON FUNCTION fiscal_year_first TO finops_refresh_mvs, finops_query_read, finops_query_admin;
GRANT SELECT ON budget_version, budget_line, budget_current, budget_crossing TO
    finops_refresh_mvs, finops_query_read, finops_query_admin;
GRANT INSERT ON budget_crossing TO finops_refresh_mvs;
GRANT UPDATE (told_at) ON budget_crossing TO finops_refresh_mvs;
GRANT INSERT ON budget_version, budget_line, budget_crossing TO finops_query_admin;

-- A group: who receives sees the rows of the entity that it says it works for, and accepts by functions alone.
GRANT SELECT, INSERT, UPDATE, DELETE ON group_exchange, group_piece TO finops_load_group;
GRANT SELECT, INSERT, DELETE ON group_staged_fact, group_staged_price, group_staged_key TO finops_load_group;
GRANT SELECT, DELETE ON group_finding TO finops_load_group;
GRANT EXECUTE ON FUNCTION own_member, own_release, own_ingestion_run, forget_staged_exchange, accept_exchange, watch_exchanges,
    exchange_slices TO finops_load_group;

-- Reading a group: no staging, and no document that names every application.
GRANT SELECT ON group_member, group_cut_off, group_official, group_mapping, group_rule, group_ingestion_runs
    TO finops_query_read, finops_query_admin;
GRANT SELECT (version, checksum, published_at, published_by, reason) ON group_release TO finops_query_read;
GRANT SELECT ON group_finding TO finops_query_read, finops_query_admin;
GRANT EXECUTE ON FUNCTION group_completeness TO finops_query_read, finops_query_admin;
GRANT EXECUTE ON FUNCTION group_month, group_missing, group_scope, group_cost TO finops_query_read;
GRANT SELECT, INSERT ON group_release TO finops_query_admin;
GRANT EXECUTE ON FUNCTION apply_group_release TO finops_query_admin;
GRANT SELECT, DELETE ON exchanged_price_pending TO finops_refresh_mvs;

-- An entity's export: it reads what is published, and keeps what it owes the group.
GRANT SELECT ON fact_consumption, fact_shown, dim_domain, dim_family, dim_product, product_placement, dim_application, dim_metric,
    pricing_view, pricing_view_current, pricing_view_metric, unit_price_month, mv_cost_domain_month, mv_cost_product_month,
    publication, slice_publication, period_status TO finops_export_group;
GRANT SELECT, INSERT, UPDATE ON group_outbox, group_reference TO finops_export_group;
GRANT SELECT ON group_outbox, group_reference TO finops_query_admin, finops_query_read;

-- Partitions that a migration made belong to who publishes them, as those that ensure_month_partitions() makes later.
DO $$
DECLARE
    partition regclass;
BEGIN
    FOR partition IN
        SELECT i.inhrelid::regclass
        FROM month_partitioned t
        JOIN pg_class parent ON parent.oid = to_regclass('public.' || t.table_name)
        JOIN pg_inherits i ON i.inhparent = parent.oid
        JOIN pg_class child ON child.oid = i.inhrelid
        WHERE child.relowner <> parent.relowner LOOP
        EXECUTE format('ALTER TABLE %s OWNER TO finops_refresh_mvs', partition);
    END LOOP;
END $$;
