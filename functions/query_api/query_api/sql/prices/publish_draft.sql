-- From the commit on the version cannot change.
UPDATE pricing_view_version SET published_at = now(), author = %(actor)s::text, reason = %(reason)s::text
WHERE version_id = %(version_id)s::bigint AND published_at IS NULL
