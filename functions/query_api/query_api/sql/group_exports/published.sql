-- Which of the months that are asked for are published.
SELECT coalesce(array_agg(DISTINCT period_month ORDER BY period_month), '{}')::date[] AS periods
FROM slice_publication
WHERE entity_id = %(entity)s AND run_id IS NOT NULL
  AND CASE WHEN %(periods)s::date[] IS NULL THEN period_month BETWEEN %(first)s::date AND %(last)s::date
           ELSE period_month = ANY (%(periods)s::date[]) END
