-- The months that are replaced.
DELETE FROM mv_cost_app_family_month WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[])
