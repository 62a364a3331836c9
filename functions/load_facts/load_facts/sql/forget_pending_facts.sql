-- Facts that failed runs had resolved and never published, some at a time.
DELETE FROM fact_pending
WHERE ctid = ANY (ARRAY(
    SELECT x.ctid FROM etl_runs r JOIN fact_pending x ON x.run_id = r.run_id
    WHERE r.entity_id = %(entity_id)s AND r.staging_deleted_at IS NOT NULL
    LIMIT %(most)s))
