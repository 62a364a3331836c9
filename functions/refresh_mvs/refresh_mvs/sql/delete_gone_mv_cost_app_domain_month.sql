-- Rows of what is gone; after the merge. Looked for only where the counts tell that there are any.
DELETE FROM mv_cost_app_domain_month t
WHERE t.entity_id = %(entity_id)s AND t.period_month = %(period_month)s
  AND (%(views)s::text[] IS NULL OR t.pricing_view_id = ANY (%(views)s::text[]))
  AND (SELECT sum(facts) FROM mv_cost_app_domain_month
       WHERE entity_id = %(entity_id)s AND period_month = %(period_month)s
         AND (%(views)s::text[] IS NULL OR pricing_view_id = ANY (%(views)s::text[])))
      IS DISTINCT FROM
      (SELECT sum(facts) FROM mv_cost_app_family_month
       WHERE entity_id = %(entity_id)s AND period_month = %(period_month)s
         AND (%(views)s::text[] IS NULL OR pricing_view_id = ANY (%(views)s::text[])))
  AND NOT EXISTS (
      SELECT FROM mv_cost_app_family_month d
      WHERE d.entity_id = %(entity_id)s AND d.period_month = %(period_month)s
        AND d.pricing_view_id = t.pricing_view_id AND d.application_id = t.application_id AND d.domain_id = t.domain_id
        AND d.environment = t.environment
  )
