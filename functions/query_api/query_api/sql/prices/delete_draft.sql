-- A view's draft, once it is empty.
DELETE FROM pricing_view_version WHERE pricing_view_id = %(view)s::text AND published_at IS NULL RETURNING version
