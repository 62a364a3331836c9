-- The release that is kept is still the latest.
UPDATE group_reference SET fetched_at = clock_timestamp() WHERE entity_id = %(entity_id)s
