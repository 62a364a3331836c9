-- What readers see of the months of a run, and how old its oldest and newest slice are.
SELECT to_char(period_month, 'YYYY-MM') AS period, count(run_id) AS domains,
       min(published_at) AS oldest, max(published_at) AS newest
FROM slice_publication
WHERE entity_id = %(entity_id)s AND to_char(period_month, 'YYYY-MM') = ANY (%(periods)s::text[])
GROUP BY period_month
ORDER BY period_month
