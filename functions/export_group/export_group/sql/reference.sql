-- The group's release as it was last fetched.
SELECT version, document, etag FROM group_reference WHERE entity_id = %(entity_id)s
