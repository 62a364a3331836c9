-- What differs from the definition, and what is new; a row that stayed the same is not written.
MERGE INTO mv_quantity_product_month t
USING (SELECT * FROM mv_quantity_product_month_definition
       WHERE entity_id = %(entity_id)s AND period_month = %(period_month)s) d
ON t.entity_id = %(entity_id)s AND t.period_month = %(period_month)s AND t.domain_id = d.domain_id
   AND t.product_id = d.product_id AND t.environment = d.environment AND t.consumption_metric = d.consumption_metric
WHEN MATCHED AND (t.family_id, t.quantity, t.unallocated_quantity, t.facts)
     IS DISTINCT FROM (d.family_id, d.quantity, d.unallocated_quantity, d.facts) THEN
    UPDATE SET family_id = d.family_id, quantity = d.quantity, unallocated_quantity = d.unallocated_quantity,
               facts = d.facts
WHEN NOT MATCHED THEN
    INSERT (entity_id, period_month, domain_id, product_id, environment, consumption_metric, family_id, quantity,
            unallocated_quantity, facts)
    VALUES (d.entity_id, d.period_month, d.domain_id, d.product_id, d.environment, d.consumption_metric, d.family_id,
            d.quantity, d.unallocated_quantity, d.facts)
