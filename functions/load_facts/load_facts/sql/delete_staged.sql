-- The relevés and applications of a run that is over.
WITH aliases AS (
    DELETE FROM staged_application_alias WHERE run_id = %(run_id)s
), applications AS (
    DELETE FROM staged_application WHERE run_id = %(run_id)s
)
DELETE FROM staged_releve WHERE run_id = %(run_id)s
