-- Close the month; and with it earlier ones of which nothing was published, as closed months have no gap.
UPDATE period_status
SET status = 'CLOSED', changed_by = %(actor)s, changed_at = now(), reason = %(reason)s
WHERE entity_id = %(entity)s AND period_month <= %(month)s AND status = 'OPEN'
