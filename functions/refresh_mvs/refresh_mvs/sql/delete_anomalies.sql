-- The months and pricing views that are replaced.
DELETE FROM mv_anomalies_month
WHERE entity_id = %(entity_id)s AND period_month = ANY (%(months)s::date[])
  AND (%(views)s::text[] IS NULL OR pricing_view_id = ANY (%(views)s::text[]))
