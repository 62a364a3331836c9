-- What readers see, by table.
SELECT table_name FROM month_partitioned
UNION ALL SELECT unnest(ARRAY['slice_publication', 'dim_application', 'application_alias', 'alias_conflict', 'unknown_key',
                              'unit_price_month', 'period_status', 'dim_product', 'product_placement'])
