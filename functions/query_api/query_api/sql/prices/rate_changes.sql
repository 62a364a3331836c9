-- Rates of past months that a version changes: the first of them, and how many there are.
SELECT metric, period_month, rate_before::text AS rate_before, rate_after::text AS rate_after, count(*) OVER () AS changes
FROM rate_change(%(version_id)s::bigint, %(current_month)s::date)
ORDER BY metric, period_month LIMIT %(most)s
