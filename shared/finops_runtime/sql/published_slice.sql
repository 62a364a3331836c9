-- How much is published of a slice that the step would replace; nothing for a late step, which replaces nothing.
SELECT p.records, p.rows
FROM slice_publication p
JOIN etl_run_steps s USING (entity_id, domain_id, period_month)
WHERE s.run_id = %(run_id)s AND p.entity_id = %(entity_id)s AND p.domain_id = %(domain_id)s
  AND p.period_month = %(period_month)s AND p.run_id IS NOT NULL AND NOT s.is_late
