-- Old rejects, some at a time; not of a run whose facts are shown. How many there were stays with the step.
DELETE FROM etl_rejects
WHERE ctid = ANY (ARRAY(
    SELECT x.ctid FROM etl_runs r JOIN etl_rejects x ON x.run_id = r.run_id
    WHERE r.entity_id = %(entity_id)s AND r.started_at < least(%(now)s, clock_timestamp()) - make_interval(days => %(days)s)
      AND r.ended_at < least(%(now)s, clock_timestamp()) - make_interval(days => %(days)s)
      AND NOT EXISTS (SELECT FROM slice_publication p WHERE p.entity_id = r.entity_id AND p.run_id = r.run_id)
    LIMIT %(most)s))
