-- Old runs with their steps and rejects, some at a time; not those that what is shown, or listed as late, still names. The
-- audit log is kept. Rejects count: a run with many goes alone. What a run staged goes before it.
WITH old AS (
    SELECT r.run_id, r.ended_at,
           1 + (SELECT coalesce(sum(1 + s.rejects), 0) FROM etl_run_steps s WHERE s.run_id = r.run_id) AS weight
    FROM etl_runs r
    WHERE r.entity_id = %(entity_id)s AND r.started_at < least(%(now)s, clock_timestamp()) - make_interval(days => %(days)s)
      AND r.ended_at < least(%(now)s, clock_timestamp()) - make_interval(days => %(days)s)
      AND NOT EXISTS (SELECT FROM slice_publication p WHERE p.entity_id = r.entity_id AND p.run_id = r.run_id)
      AND NOT EXISTS (SELECT FROM publication p WHERE p.entity_id = r.entity_id AND p.run_id = r.run_id)
      AND NOT EXISTS (SELECT FROM late_data d WHERE d.entity_id = r.entity_id AND d.run_id = r.run_id)
      AND NOT EXISTS (SELECT FROM referential_feed f WHERE f.entity_id = r.entity_id AND f.run_id = r.run_id)
      AND (r.status <> 'FAILED' OR r.staging_deleted_at IS NOT NULL)
      AND NOT EXISTS (SELECT FROM staged_releve x WHERE x.run_id = r.run_id)
    ORDER BY r.started_at
    LIMIT 100
), part AS (
    SELECT run_id FROM (SELECT run_id, sum(weight) OVER (ORDER BY ended_at, run_id) - weight AS before FROM old) o
    WHERE o.before < %(most)s
), free AS (
    SELECT run_id FROM etl_runs WHERE run_id IN (SELECT run_id FROM part) FOR UPDATE SKIP LOCKED
)
DELETE FROM etl_runs WHERE run_id IN (SELECT run_id FROM free)
