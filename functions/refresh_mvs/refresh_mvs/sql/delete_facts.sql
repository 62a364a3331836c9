-- The slices that are replaced; those of missing steps stay as they were.
DELETE FROM fact_consumption f
USING etl_run_steps s
WHERE s.run_id = %(run_id)s AND s.status = 'STAGED'
  AND f.entity_id = s.entity_id AND f.period_month = s.period_month AND f.step_domain_id = s.domain_id
  AND f.period_month = ANY (%(periods)s::date[])
