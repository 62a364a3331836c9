-- The months of which readers see anything, in order, and which of them are closed.
SELECT h.period_month, coalesce(p.status = 'CLOSED', false) AS is_closed
FROM (SELECT DISTINCT entity_id, period_month FROM mv_history_domain WHERE entity_id = %(entity_id)s) h
LEFT JOIN period_status p USING (entity_id, period_month)
ORDER BY h.period_month
