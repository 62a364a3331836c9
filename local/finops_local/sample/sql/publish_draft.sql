-- From now on the version cannot change.
UPDATE pricing_view_version SET published_at = now(), in_force_at = now() WHERE version_id = %(version_id)s
