-- The months from their definition.
INSERT INTO mv_cost_family_month
SELECT * FROM mv_cost_family_month_definition WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[])
