-- A pricing view.
INSERT INTO pricing_view (pricing_view_id, label, currency, is_default)
VALUES (%(view)s, %(label)s, %(currency)s, %(is_default)s)
