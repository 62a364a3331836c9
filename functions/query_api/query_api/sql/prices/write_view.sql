-- Create a pricing view, or change it.
INSERT INTO pricing_view (pricing_view_id, label, currency, is_default)
VALUES (%(view)s::text, %(label)s::text, %(currency)s::text, %(is_default)s)
ON CONFLICT (pricing_view_id) DO UPDATE
SET label = excluded.label, currency = excluded.currency, is_default = excluded.is_default
