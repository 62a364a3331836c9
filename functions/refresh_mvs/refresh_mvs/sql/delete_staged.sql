-- The relevés of this run, and of runs that failed before it: nobody will adopt those any more.
DELETE FROM staged_releve s
WHERE s.run_id = %(run_id)s
   OR s.run_id IN (SELECT run_id FROM etl_runs
                   WHERE entity_id = %(entity_id)s AND status IN ('FAILED', 'CANCELLED'))
