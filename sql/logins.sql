-- The logins, one per function. They belong to the cluster, not to the database: a restore needs them before it. Can be repeated.
-- Passwords are set by the platform (ALTER ROLE ... PASSWORD), never here.

DO $$
DECLARE
    login text;
BEGIN
    FOREACH login IN ARRAY ARRAY['finops_ingest_open', 'finops_ingest_cloud', 'finops_ingest_native',
                                 'finops_load_facts', 'finops_refresh_mvs', 'finops_query_read', 'finops_query_admin',
                                 'finops_export_group', 'finops_load_group'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I LOGIN', login);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL; -- roles belong to the cluster: another database's migration made it in between
            END;
        END IF;
    END LOOP;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = current_user AND rolsuper) THEN
        -- ensure_month_partitions() gives new partitions to the owner of their parent
        EXECUTE format('GRANT finops_refresh_mvs TO %I', current_user);
    END IF;
END $$;
