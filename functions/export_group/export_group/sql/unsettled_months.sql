-- What the group has loaded and had not published when it was last asked.
SELECT period_month, exchange_id FROM group_outbox
WHERE entity_id = %(entity_id)s AND status = 'LOADED' AND exchange_id IS NOT NULL
  AND (leased_until IS NULL OR leased_until <= clock_timestamp())
ORDER BY period_month DESC
