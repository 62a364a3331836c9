-- The sweep: months never sent, closed or reopened since, judged under an older release, or lost on the group's side.
INSERT INTO group_outbox AS o (entity_id, period_month)
SELECT p.entity_id, p.period_month
FROM (SELECT DISTINCT entity_id, period_month FROM slice_publication
      WHERE entity_id = %(entity_id)s AND run_id IS NOT NULL) p
LEFT JOIN period_status c ON c.entity_id = p.entity_id AND c.period_month = p.period_month
LEFT JOIN group_outbox s ON s.entity_id = p.entity_id AND s.period_month = p.period_month
WHERE s.entity_id IS NULL
   OR NOT s.is_wanted AND (
          s.status IS NULL
       OR s.status IN ('RECEIVING', 'FAILED', 'ABANDONED')
       OR s.status = 'REFUSED' AND coalesce(s.sent_release, 0) < %(release)s::integer
       OR s.sent_is_closed IS DISTINCT FROM (c.status IS NOT NULL AND c.status = 'CLOSED'))
ORDER BY p.period_month
ON CONFLICT (entity_id, period_month) DO UPDATE
SET is_wanted = true, wanted_since = clock_timestamp(), next_attempt_at = clock_timestamp(), attempts = 0
WHERE NOT o.is_wanted
