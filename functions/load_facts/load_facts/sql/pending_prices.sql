-- Versions of prices published a while ago and neither in force nor refused, with the months that they touch.
SELECT v.pricing_view_id, v.version,
       ARRAY(SELECT DISTINCT c.period_month FROM price_change(%(entity_id)s, v.version_id) c ORDER BY 1) AS periods
FROM pricing_view_version v
WHERE v.published_at < clock_timestamp() - make_interval(secs => 60 * %(stall_minutes)s)
  AND v.in_force_at IS NULL AND v.refused_at IS NULL
ORDER BY v.published_at, v.version_id
