-- There is nothing to send of the month: the group has it as it is, or nothing of it is published.
UPDATE group_outbox
SET is_wanted = wanted_since <> %(wanted_since)s, leased_until = NULL, error_code = NULL, error_summary = NULL, requested_by = NULL
WHERE entity_id = %(entity_id)s AND period_month = %(period_month)s AND leased_until = %(leased_until)s
