-- Views that have nothing in the month yet, in the order of the primary key: its pages are then visited once each.
INSERT INTO mv_cost_app_family_month (entity_id, period_month, pricing_view_id, application_id, domain_id, family_id,
                                      environment, consumption_metric, quantity, cost, unpriced_rows, facts)
SELECT entity_id, period_month, pricing_view_id, application_id, domain_id, family_id, environment, consumption_metric,
       quantity, cost, unpriced_rows, facts
FROM mv_cost_app_family_month_definition
WHERE entity_id = %(entity_id)s AND period_month = %(period_month)s AND pricing_view_id = ANY (%(views)s::text[])
ORDER BY pricing_view_id, application_id, domain_id, family_id, environment
