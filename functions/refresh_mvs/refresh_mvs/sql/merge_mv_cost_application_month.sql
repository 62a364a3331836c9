-- What differs from the definition in these views, and what is new; a row that stayed the same is not written.
MERGE INTO mv_cost_application_month t
USING (SELECT * FROM mv_cost_application_month_definition
       WHERE entity_id = %(entity_id)s AND period_month = %(period_month)s
         AND pricing_view_id = ANY (%(views)s::text[])) d
ON t.entity_id = %(entity_id)s AND t.period_month = %(period_month)s AND t.pricing_view_id = d.pricing_view_id
   AND t.application_id = d.application_id AND t.environment = d.environment
WHEN MATCHED AND (t.cost, t.unpriced_rows, t.facts)
     IS DISTINCT FROM (d.cost, d.unpriced_rows, d.facts) THEN
    UPDATE SET cost = d.cost, unpriced_rows = d.unpriced_rows, facts = d.facts
WHEN NOT MATCHED THEN
    INSERT (entity_id, period_month, pricing_view_id, application_id, environment, cost, unpriced_rows, facts)
    VALUES (d.entity_id, d.period_month, d.pricing_view_id, d.application_id, d.environment, d.cost, d.unpriced_rows,
            d.facts)
