-- What a month is: of which publication and run, closed or not. No row: it is not published.
SELECT p.generation, s.run_id, coalesce(c.status = 'CLOSED', false) AS is_closed
FROM publication p
CROSS JOIN LATERAL (
    SELECT x.run_id FROM slice_publication x
    WHERE x.entity_id = p.entity_id AND x.period_month = %(period_month)s AND x.run_id IS NOT NULL
    ORDER BY x.generation DESC NULLS LAST, x.published_at DESC NULLS LAST, x.run_id
    LIMIT 1) s
LEFT JOIN period_status c ON c.entity_id = p.entity_id AND c.period_month = %(period_month)s
WHERE p.entity_id = %(entity_id)s
