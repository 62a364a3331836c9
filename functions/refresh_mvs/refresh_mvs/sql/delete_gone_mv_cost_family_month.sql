-- Rows of what is gone; after the merge.
DELETE FROM mv_cost_family_month t
WHERE t.entity_id = %(entity_id)s AND t.period_month = %(period_month)s
  AND (%(views)s::text[] IS NULL OR t.pricing_view_id = ANY (%(views)s::text[]))
  AND NOT EXISTS (
      SELECT FROM mv_cost_family_month_definition d
      WHERE d.entity_id = %(entity_id)s AND d.period_month = %(period_month)s
        AND d.pricing_view_id = t.pricing_view_id AND d.domain_id = t.domain_id AND d.family_id = t.family_id
        AND d.environment = t.environment
  )
