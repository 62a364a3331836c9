-- Published months that somebody asks to be sent again, at once.
INSERT INTO group_outbox AS o (entity_id, period_month, requested_by)
SELECT DISTINCT s.entity_id, s.period_month, %(requested_by)s
FROM slice_publication s
WHERE s.entity_id = %(entity_id)s AND s.period_month = ANY (%(periods)s::date[]) AND s.run_id IS NOT NULL
ORDER BY s.period_month
ON CONFLICT (entity_id, period_month) DO UPDATE
SET is_wanted = true, requested_by = excluded.requested_by, attempts = 0, next_attempt_at = clock_timestamp(),
    wanted_since = CASE WHEN o.is_wanted AND o.leased_until IS NULL THEN o.wanted_since ELSE clock_timestamp() END
