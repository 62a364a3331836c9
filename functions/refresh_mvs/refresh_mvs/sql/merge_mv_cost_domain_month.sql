-- What differs from the definition in these views, and what is new; a row that stayed the same is not written.
MERGE INTO mv_cost_domain_month t
USING (SELECT * FROM mv_cost_domain_month_definition
       WHERE entity_id = %(entity_id)s AND period_month = %(period_month)s
         AND pricing_view_id = ANY (%(views)s::text[])) d
ON t.entity_id = %(entity_id)s AND t.period_month = %(period_month)s AND t.pricing_view_id = d.pricing_view_id
   AND t.domain_id = d.domain_id AND t.environment = d.environment
WHEN MATCHED AND (t.consumption_metric, t.quantity, t.cost, t.unallocated_cost, t.unpriced_rows)
     IS DISTINCT FROM (d.consumption_metric, d.quantity, d.cost, d.unallocated_cost, d.unpriced_rows) THEN
    UPDATE SET consumption_metric = d.consumption_metric, quantity = d.quantity, cost = d.cost,
               unallocated_cost = d.unallocated_cost, unpriced_rows = d.unpriced_rows
WHEN NOT MATCHED THEN
    INSERT (entity_id, period_month, pricing_view_id, domain_id, environment, consumption_metric, quantity, cost,
            unallocated_cost, unpriced_rows)
    VALUES (d.entity_id, d.period_month, d.pricing_view_id, d.domain_id, d.environment, d.consumption_metric,
            d.quantity, d.cost, d.unallocated_cost, d.unpriced_rows)
