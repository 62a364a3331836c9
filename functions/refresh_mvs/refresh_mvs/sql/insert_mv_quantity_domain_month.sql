-- The months from their definition.
INSERT INTO mv_quantity_domain_month
SELECT * FROM mv_quantity_domain_month_definition WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[])
