-- The months from their definition.
INSERT INTO mv_history_domain
SELECT * FROM mv_history_domain_definition
WHERE entity_id = %(entity_id)s AND period_month = ANY (%(months)s::date[])
  AND (%(views)s::text[] IS NULL OR pricing_view_id = ANY (%(views)s::text[]))
