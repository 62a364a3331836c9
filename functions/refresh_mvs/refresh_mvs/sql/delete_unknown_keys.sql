-- The unknown keys of the slices that are replaced.
DELETE FROM unknown_key u
USING etl_run_steps s
WHERE s.run_id = %(run_id)s AND s.status = 'STAGED' AND NOT s.is_late
  AND u.entity_id = s.entity_id AND u.period_month = s.period_month AND u.domain_id = s.domain_id
