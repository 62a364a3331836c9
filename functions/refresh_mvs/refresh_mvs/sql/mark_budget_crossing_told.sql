-- A crossing was told.
UPDATE budget_crossing SET told_at = clock_timestamp()
WHERE version_id = %(version_id)s AND scope = %(scope)s AND scope_id = %(scope_id)s AND span = %(span)s
  AND span_start = %(span_start)s AND told_at IS NULL
