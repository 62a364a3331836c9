-- What the group says of an exchange that it had loaded; nothing where another one was sent meanwhile.
UPDATE group_outbox
SET status = %(status)s, findings = %(findings)s, error_code = %(error_code)s, error_summary = left(%(error_summary)s, 500),
    acknowledged_at = CASE WHEN %(status)s IN ('PUBLISHED', 'SUPERSEDED') THEN clock_timestamp() ELSE acknowledged_at END,
    is_wanted = is_wanted OR %(again)s,
    wanted_since = CASE WHEN %(again)s AND NOT is_wanted THEN clock_timestamp() ELSE wanted_since END,
    next_attempt_at = CASE WHEN %(again)s AND NOT is_wanted THEN clock_timestamp() ELSE next_attempt_at END
WHERE entity_id = %(entity_id)s AND period_month = %(period_month)s AND exchange_id = %(exchange_id)s AND status = 'LOADED'
  AND (leased_until IS NULL OR leased_until <= clock_timestamp())
