-- A pricing view, locked: who writes its draft or publishes it waits for the other.
SELECT w.label, w.currency, w.is_default, w.retired_at IS NOT NULL AS is_retired,
       EXISTS (SELECT FROM pricing_view_version v
               WHERE v.pricing_view_id = w.pricing_view_id AND v.published_at IS NOT NULL) AS is_published,
       EXISTS (SELECT FROM pricing_view_version v
               WHERE v.pricing_view_id = w.pricing_view_id AND v.in_force_at IS NOT NULL) AS is_in_force,
       (SELECT max(v.version) FROM pricing_view_version v
        WHERE v.pricing_view_id = w.pricing_view_id AND v.published_at IS NOT NULL AND v.in_force_at IS NULL
          AND v.refused_at IS NULL
          AND v.version > ALL (SELECT f.version FROM pricing_view_version f
                               WHERE f.pricing_view_id = w.pricing_view_id AND f.in_force_at IS NOT NULL)) AS pending
FROM pricing_view w
WHERE w.pricing_view_id = %(view)s::text
FOR UPDATE OF w
