-- A draft, numbered after every version that there is.
INSERT INTO pricing_view_version (pricing_view_id, version, author, reason)
SELECT %(view)s::text, coalesce(max(version), 0) + 1, %(actor)s::text, %(reason)s::text
FROM pricing_view_version WHERE pricing_view_id = %(view)s::text
RETURNING version_id, version
