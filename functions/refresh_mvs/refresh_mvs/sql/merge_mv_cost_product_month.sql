-- What differs from the definition in these views, and what is new; a row that stayed the same is not written.
MERGE INTO mv_cost_product_month t
USING (SELECT * FROM mv_cost_product_month_definition
       WHERE entity_id = %(entity_id)s AND period_month = %(period_month)s
         AND pricing_view_id = ANY (%(views)s::text[])) d
ON t.entity_id = %(entity_id)s AND t.period_month = %(period_month)s AND t.pricing_view_id = d.pricing_view_id
   AND t.domain_id = d.domain_id AND t.product_id = d.product_id AND t.environment = d.environment
   AND t.consumption_metric = d.consumption_metric
WHEN MATCHED AND (t.family_id, t.quantity, t.unit_price, t.cost, t.unallocated_quantity, t.unallocated_cost,
             t.unpriced_rows)
     IS DISTINCT FROM (d.family_id, d.quantity, d.unit_price, d.cost, d.unallocated_quantity, d.unallocated_cost,
                       d.unpriced_rows) THEN
    UPDATE SET family_id = d.family_id, quantity = d.quantity, unit_price = d.unit_price, cost = d.cost,
               unallocated_quantity = d.unallocated_quantity, unallocated_cost = d.unallocated_cost,
               unpriced_rows = d.unpriced_rows
WHEN NOT MATCHED THEN
    INSERT (entity_id, period_month, pricing_view_id, domain_id, product_id, environment, consumption_metric, family_id,
            quantity, unit_price, cost, unallocated_quantity, unallocated_cost, unpriced_rows)
    VALUES (d.entity_id, d.period_month, d.pricing_view_id, d.domain_id, d.product_id, d.environment,
            d.consumption_metric, d.family_id, d.quantity, d.unit_price, d.cost, d.unallocated_quantity,
            d.unallocated_cost, d.unpriced_rows)
