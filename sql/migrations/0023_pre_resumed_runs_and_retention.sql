-- A failed run is resumed by a new one that adopts what it staged; what is old is deleted by setting.
-- depends: 0022_pre_application_costs

ALTER TABLE etl_runs ADD COLUMN resumes uuid, ADD COLUMN resumed_by uuid, ADD COLUMN staging_deleted_at timestamptz;
COMMENT ON COLUMN etl_runs.resumes IS 'The failed run that this one was asked to resume; etl_run_steps say what it adopted';
COMMENT ON COLUMN etl_runs.resumed_by IS 'The run that adopted what this failed one had staged';
COMMENT ON COLUMN etl_runs.staging_deleted_at IS 'Of a failed run: when what it had staged was deleted, so that it cannot be resumed';
ALTER TABLE etl_run_steps ADD COLUMN adopted_from uuid;
COMMENT ON COLUMN etl_run_steps.adopted_from IS 'The failed run that read and staged the step';

CREATE FUNCTION adoptable_step(for_entity text, of_run uuid)
RETURNS TABLE (domain_id key_text, period_month month)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
SELECT s.domain_id, s.period_month
FROM etl_runs r
JOIN etl_run_steps s ON s.run_id = r.run_id
JOIN dim_domain d ON d.domain_id = s.domain_id AND config_checksum(d) = s.config_checksum
JOIN period_status p ON p.entity_id = r.entity_id AND p.period_month = s.period_month AND p.status = 'OPEN'
WHERE r.run_id = of_run AND r.entity_id = for_entity AND r.status = 'FAILED' AND NOT r.dry_run
  AND r.resumed_by IS NULL AND r.staging_deleted_at IS NULL
  AND s.status = 'STAGED' AND NOT s.is_late AND s.ingest_function <> 'load_facts' AND d.ingest_function = s.ingest_function
  -- An INDIRECT step that was refused when it was loaded stays STAGED: it is read again.
  AND r.error_step IS DISTINCT FROM s.domain_id || '/' || to_char(s.period_month, 'YYYY-MM')
  -- A release that does not write staging_deleted_at may have deleted it.
  AND s.rows = (SELECT count(*) FROM staged_releve x
                WHERE x.run_id = s.run_id AND x.domain_id = s.domain_id AND x.period_month = s.period_month)
$$;
COMMENT ON FUNCTION adoptable_step IS
    'The steps of a failed run that another may adopt: staged, the staging still there, settings and month as they were';
REVOKE ALL ON FUNCTION adoptable_step FROM public;

CREATE FUNCTION adopt_steps(for_entity text, for_run uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    old_run uuid;
    adopted integer;
BEGIN
    SELECT r.resumes INTO old_run FROM etl_runs r
    WHERE r.run_id = for_run AND r.entity_id = for_entity AND r.status = 'RUNNING' AND NOT r.dry_run;
    -- Retention marks the failed run before it deletes what that staged: it waits for this one, or is seen below.
    PERFORM FROM etl_runs WHERE run_id = old_run FOR UPDATE;
    UPDATE etl_run_steps n
    SET status = 'STAGED', attempts = o.attempts, records = o.records, rows = o.rows, rejects = o.rejects,
        checksum = o.checksum, quality = o.quality, landing_id = o.landing_id, started_at = o.started_at,
        ended_at = o.ended_at, adopted_from = old_run,
        -- What became of the quantities is known when this run is loaded.
        totals = (SELECT coalesce(jsonb_object_agg(t.key, t.value - '{allocated,unallocated,unmapped}'::text[]), '{}')
                  FROM jsonb_each(o.totals) t)
    FROM adoptable_step(for_entity, old_run) a
    JOIN etl_run_steps o ON o.run_id = old_run AND o.domain_id = a.domain_id AND o.period_month = a.period_month
    WHERE n.run_id = for_run AND n.domain_id = a.domain_id AND n.period_month = a.period_month
      AND n.status = 'PLANNED' AND NOT n.is_late;
    GET DIAGNOSTICS adopted = ROW_COUNT;
    UPDATE etl_runs SET resumed_by = for_run WHERE run_id = old_run AND resumed_by IS NULL AND adopted > 0;
    -- Rejects are copied, so that the failed run's report stays true; what was staged is moved: it is loaded once.
    INSERT INTO etl_rejects (run_id, entity_id, domain_id, period_month, reason, message, location, record, metric, quantity)
    SELECT for_run, x.entity_id, x.domain_id, x.period_month, x.reason, x.message, x.location, x.record, x.metric, x.quantity
    FROM etl_rejects x
    JOIN etl_run_steps n ON n.run_id = for_run AND n.adopted_from = x.run_id
                        AND n.domain_id = x.domain_id AND n.period_month = x.period_month
    WHERE x.run_id = old_run
    ORDER BY x.reject_id;
    UPDATE staged_releve x SET run_id = for_run FROM etl_run_steps n
    WHERE n.run_id = for_run AND n.adopted_from = old_run AND x.run_id = old_run
      AND x.domain_id = n.domain_id AND x.period_month = n.period_month;
    UPDATE staged_application x SET run_id = for_run FROM etl_run_steps n
    WHERE n.run_id = for_run AND n.adopted_from = old_run AND x.run_id = old_run
      AND x.domain_id = n.domain_id AND x.period_month = n.period_month;
    UPDATE staged_application_alias x SET run_id = for_run FROM etl_run_steps n
    WHERE n.run_id = for_run AND n.adopted_from = old_run AND x.run_id = old_run
      AND x.domain_id = n.domain_id AND x.period_month = n.period_month;
    RETURN adopted;
END $$;
COMMENT ON FUNCTION adopt_steps IS
    'Give a run that has just been planned the staged steps of the failed one that it resumes; how many. In the transaction
that planned it: the entity''s place among running runs is what keeps another from adopting the same.
It runs with its owner''s rights: who may start a run may still not move what another function staged';
REVOKE ALL ON FUNCTION adopt_steps FROM public;
