-- The metrics that a view's draft values.
DELETE FROM pricing_view_metric m USING pricing_view_version v
WHERE m.version_id = v.version_id AND v.pricing_view_id = %(view)s::text AND v.published_at IS NULL
