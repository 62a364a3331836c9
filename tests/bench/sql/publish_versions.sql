-- Prices are in force from now on.
UPDATE pricing_view_version SET published_at = now(), in_force_at = now()
