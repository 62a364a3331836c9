-- No staging is left after SUCCESS or CANCELLED; after FAILED until the entity's next run ends.
WITH left_over AS (
    SELECT 'staged_releve' AS place, run_id FROM staged_releve
    UNION SELECT 'staged_application', run_id FROM staged_application
    UNION SELECT 'staged_application_alias', run_id FROM staged_application_alias
    UNION SELECT 'fact_pending', run_id FROM fact_pending
    UNION SELECT 'coefficient_pending', run_id FROM coefficient_pending
)
SELECT format('%s holds rows of run %s, which is %s', place, run_id, coalesce(r.status, 'unknown')) AS what
FROM left_over
LEFT JOIN etl_runs r USING (run_id)
WHERE r.status IS DISTINCT FROM 'FAILED'
   OR EXISTS (SELECT FROM etl_runs later
              WHERE later.status = 'SUCCESS' AND later.generation IS NOT NULL AND later.trigger_type <> 'PRICES'
                AND later.ended_at > r.ended_at)
