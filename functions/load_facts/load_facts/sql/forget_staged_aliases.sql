-- Aliases of failed runs that are marked, some at a time.
DELETE FROM staged_application_alias
WHERE ctid = ANY (ARRAY(
    SELECT x.ctid FROM etl_runs r JOIN staged_application_alias x ON x.run_id = r.run_id
    WHERE r.entity_id = %(entity_id)s AND r.staging_deleted_at IS NOT NULL
    LIMIT %(most)s))
