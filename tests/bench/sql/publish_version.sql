-- An admin published it; refresh_mvs puts it in force.
UPDATE pricing_view_version SET published_at = now() WHERE version_id = %(version_id)s
