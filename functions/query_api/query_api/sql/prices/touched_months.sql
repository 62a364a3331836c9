-- The months whose figures a version changes, and whether that is barred: they are closed, and the view has figures.
-- The first version of a view adds figures beside those of the others, in closed months too.
SELECT t.period_month, coalesce(s.status = 'CLOSED', false) AND EXISTS (
           SELECT FROM pricing_view_current c JOIN pricing_view_version v USING (pricing_view_id)
           WHERE v.version_id = %(version_id)s::bigint) AS is_closed
FROM (SELECT DISTINCT period_month FROM price_change(%(entity)s::text, %(version_id)s::bigint)) t
LEFT JOIN period_status s ON s.entity_id = %(entity)s::text AND s.period_month = t.period_month
ORDER BY t.period_month
