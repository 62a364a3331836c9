-- One version of a view, or its draft (version NULL), with a checksum of all that it says.
SELECT v.version_id, v.version, v.published_at IS NULL AS is_draft,
       encode(sha256(convert_to(
           coalesce((SELECT string_agg(m.metric, E'\n' ORDER BY m.metric) FROM pricing_view_metric m
                     WHERE m.version_id = v.version_id), '') || E'\n\n'
           || coalesce((SELECT string_agg(json_build_array(u.product_id, u.domain_id, u.metric, trim_scale(u.unit_price),
                                                           u.first_month, u.last_month)::text, E'\n'
                               ORDER BY u.product_id, u.domain_id, u.metric, u.first_month)
                        FROM unit_price u WHERE u.version_id = v.version_id), ''), 'UTF8')), 'hex') AS checksum
FROM pricing_view_version v
WHERE v.pricing_view_id = %(view)s::text
  AND CASE WHEN %(version)s::int IS NULL THEN v.published_at IS NULL ELSE v.version = %(version)s END
