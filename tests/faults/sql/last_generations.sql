-- The last generation in which each month changed, and whether it is closed.
SELECT to_char(p.period_month, 'YYYY-MM') AS period, p.status = 'CLOSED' AS is_closed,
       (SELECT max(s.generation) FROM slice_publication s
        WHERE s.entity_id = p.entity_id AND s.period_month = p.period_month) AS generation
FROM period_status p
ORDER BY p.period_month DESC
