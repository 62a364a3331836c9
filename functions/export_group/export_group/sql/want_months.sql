-- Published months that the group is to have; no month that it already has of the same generation.
-- A month that is being sent meanwhile is sent once more: its sender sees another wanted_since.
INSERT INTO group_outbox AS o (entity_id, period_month)
SELECT DISTINCT s.entity_id, s.period_month
FROM slice_publication s
WHERE s.entity_id = %(entity_id)s AND s.period_month = ANY (%(periods)s::date[]) AND s.run_id IS NOT NULL
ORDER BY s.period_month
ON CONFLICT (entity_id, period_month) DO UPDATE
SET is_wanted = true,
    wanted_since = CASE WHEN o.is_wanted AND o.leased_until IS NULL THEN o.wanted_since ELSE clock_timestamp() END,
    next_attempt_at = CASE WHEN o.is_wanted THEN o.next_attempt_at ELSE clock_timestamp() END,
    attempts = CASE WHEN o.is_wanted THEN o.attempts ELSE 0 END
WHERE o.status IS NULL OR o.status NOT IN ('LOADED', 'PUBLISHED', 'SUPERSEDED')
   OR o.sent_generation IS NULL OR o.sent_generation < %(generation)s
