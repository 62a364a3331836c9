-- The group is there again: what waited for nothing else is due.
UPDATE group_outbox SET next_attempt_at = clock_timestamp()
WHERE entity_id = %(entity_id)s AND is_wanted AND next_attempt_at > clock_timestamp() AND error_code = ANY (%(codes)s)
