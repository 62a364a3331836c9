-- The prices of a view's draft.
DELETE FROM unit_price u USING pricing_view_version v
WHERE u.version_id = v.version_id AND v.pricing_view_id = %(view)s::text AND v.published_at IS NULL
