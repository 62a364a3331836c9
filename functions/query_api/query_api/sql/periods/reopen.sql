-- Reopen the month.
UPDATE period_status
SET status = 'OPEN', changed_by = %(actor)s, changed_at = now(), reason = %(reason)s
WHERE entity_id = %(entity)s AND period_month = %(month)s AND status = 'CLOSED'
