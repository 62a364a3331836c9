-- The months from their definition, in the order of the primary key: its pages are then visited once each.
INSERT INTO mv_cost_app_family_month
SELECT * FROM mv_cost_app_family_month_definition WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[])
ORDER BY period_month, entity_id, pricing_view_id, application_id, domain_id, family_id, environment
