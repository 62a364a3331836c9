-- Rows of what is gone; after the merge.
DELETE FROM mv_quantity_product_month t
WHERE t.entity_id = %(entity_id)s AND t.period_month = %(period_month)s
  AND NOT EXISTS (
      SELECT FROM mv_quantity_product_month_definition d
      WHERE d.entity_id = %(entity_id)s AND d.period_month = %(period_month)s
        AND d.domain_id = t.domain_id AND d.product_id = t.product_id AND d.environment = t.environment
        AND d.consumption_metric = t.consumption_metric
  )
