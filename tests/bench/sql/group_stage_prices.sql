-- What each pricing view values the lines with.
INSERT INTO group_staged_price (exchange_id, entity_id, pricing_view_id, metric, priced_by, priced_key, unit_price)
SELECT %(exchange)s, %(entity)s, 'view-' || v, (ARRAY['VCPU', 'GIB', 'HOUR', 'CALL', 'EFFECTIVE_COST.EUR'])[1 + mod(p, 5)],
       'product', 'product-' || to_char(p, 'FM00'), (p + 1) * v / 100.0
FROM generate_series(0, %(products)s::int - 1) p, generate_series(1, %(views)s::int) v
