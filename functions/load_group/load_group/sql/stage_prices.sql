-- The prices that were read, as those of this exchange and entity.
INSERT INTO group_staged_price (exchange_id, entity_id, pricing_view_id, metric, priced_by, priced_key, unit_price)
SELECT %(exchange_id)s, %(entity_id)s, pricing_view_id, metric, priced_by, priced_key, unit_price
FROM pg_temp.incoming_prices
