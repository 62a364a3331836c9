-- Published, so pending no more; and those that failed runs had computed.
DELETE FROM coefficient_pending
WHERE run_id = %(run_id)s
   OR run_id IN (SELECT run_id FROM etl_runs
                 WHERE entity_id = %(entity_id)s AND status IN ('FAILED', 'CANCELLED'))
