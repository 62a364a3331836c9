-- Partitions for the months to publish, and some months ahead.
SELECT ensure_month_partitions(min(m), (max(m) + make_interval(months => %(ahead)s))::date) AS made
FROM unnest(%(periods)s::date[]) AS m
