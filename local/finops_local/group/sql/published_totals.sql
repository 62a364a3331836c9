-- What an entity's own mart shows, by month and pricing view.
SELECT to_char(period_month, 'YYYY-MM') AS period, pricing_view_id, sum(cost) AS cost
FROM mv_cost_domain_month WHERE entity_id = %(entity_id)s GROUP BY 1, 2
