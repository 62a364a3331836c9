-- The applications of this run, and of runs that failed before it, with their aliases.
WITH over AS (
    SELECT run_id FROM etl_runs
    WHERE run_id = %(run_id)s OR (entity_id = %(entity_id)s AND status IN ('FAILED', 'CANCELLED'))
), aliases AS (
    DELETE FROM staged_application_alias WHERE run_id IN (SELECT run_id FROM over)
)
DELETE FROM staged_application WHERE run_id IN (SELECT run_id FROM over)
