-- A run that is cancelled leaves nothing behind; a write that is sent twice happens once.
-- depends: 0020_pre_price_and_quantity_effects

CREATE FUNCTION cancel_run(for_entity text, for_run uuid, summary text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- Waits for whoever stages, loads or publishes the run at this moment: it then finds the run as that one left it.
    UPDATE etl_runs
    SET status = 'CANCELLED', ended_at = clock_timestamp(), error_code = 'cancelled', error_step = lower(phase),
        error_summary = summary
    WHERE run_id = for_run AND entity_id = for_entity AND status = 'RUNNING';
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    -- In statements of their own, so that they see what was staged during the wait. Steps are left alone: whoever works
    -- one holds it before the run, and gives it up when it finds the run no longer RUNNING.
    DELETE FROM fact_pending WHERE run_id = for_run;
    DELETE FROM coefficient_pending WHERE run_id = for_run;
    DELETE FROM staged_application_alias WHERE run_id = for_run;
    DELETE FROM staged_application WHERE run_id = for_run;
    DELETE FROM staged_releve WHERE run_id = for_run;
    RETURN true;
END $$;
COMMENT ON FUNCTION cancel_run IS
    'End a run CANCELLED, and delete what it staged and loaded; false, and nothing is changed, when it is not RUNNING.
In READ COMMITTED only. It runs with its owner''s rights: who may cancel a run may still write none of these tables';
REVOKE ALL ON FUNCTION cancel_run FROM public;

CREATE TABLE idempotency_key (
    entity_id    key_text,
    principal    text COLLATE "C",
    key          text COLLATE "C",
    request      text NOT NULL,
    operation_id uuid NOT NULL DEFAULT gen_random_uuid(),
    claim_id     uuid NOT NULL,
    made_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    leased_until timestamptz NOT NULL,
    status       smallint CHECK (status BETWEEN 200 AND 499),
    headers      jsonb,
    body         bytea,
    PRIMARY KEY (entity_id, principal, key),
    CONSTRAINT answered_whole CHECK ((status IS NULL) = (headers IS NULL) AND (status IS NULL) = (body IS NULL))
) WITH (vacuum_truncate = false);
COMMENT ON TABLE idempotency_key IS
    'What writes with an Idempotency-Key were answered, to be answered again; swept when it is old';
COMMENT ON COLUMN idempotency_key.principal IS 'SHA-256 of who sent it: keys of one say nothing to another';
COMMENT ON COLUMN idempotency_key.request IS 'SHA-256 of the request that the key belongs to';
COMMENT ON COLUMN idempotency_key.operation_id IS
    'Stays the same when an attempt that got no answer is made again: what is made by it has an id derived from it';
COMMENT ON COLUMN idempotency_key.leased_until IS 'Until then an attempt is under way, unless status says how it ended';
CREATE INDEX idempotency_key_by_age ON idempotency_key (made_at);
