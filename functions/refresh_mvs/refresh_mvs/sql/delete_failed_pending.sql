-- Facts that a failed run had resolved.
DELETE FROM fact_pending
WHERE run_id IN (SELECT run_id FROM etl_runs
                 WHERE entity_id = %(entity_id)s AND status IN ('FAILED', 'CANCELLED'))
