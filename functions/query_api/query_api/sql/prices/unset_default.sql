-- Another view becomes the default one.
UPDATE pricing_view SET is_default = false WHERE is_default AND pricing_view_id <> %(view)s::text
