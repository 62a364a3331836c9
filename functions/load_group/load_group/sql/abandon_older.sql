-- Exchanges of the month that are being received and are no newer than the one that begins.
UPDATE group_exchange
SET status = 'ABANDONED', ended_at = clock_timestamp(), changed_at = clock_timestamp(), error_code = %(code)s,
    error_summary = %(summary)s
WHERE entity_id = %(entity_id)s AND period_month = %(period_month)s AND status = 'RECEIVING'
  AND generation <= %(generation)s AND exchange_id <> %(exchange_id)s
RETURNING exchange_id
