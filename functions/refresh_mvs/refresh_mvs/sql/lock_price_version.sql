-- A version that is to come into force, with the one that is.
SELECT v.version_id, v.published_at, v.in_force_at, v.refused_at, w.retired_at AS view_retired_at,
       (SELECT c.version FROM pricing_view_current c
        WHERE c.pricing_view_id = v.pricing_view_id) AS version_in_force,
       v.author AS requested_by, v.published_at AS requested_at,
       format('version %%s of %%s: %%s', v.version, v.pricing_view_id, v.reason) AS reason
FROM pricing_view_version v
JOIN pricing_view w ON w.pricing_view_id = v.pricing_view_id
WHERE v.pricing_view_id = %(pricing_view_id)s AND v.version = %(version)s
FOR UPDATE OF v
