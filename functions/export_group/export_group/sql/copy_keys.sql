-- The referential as it is for the month: structure whole, metrics and applications where facts use them.
COPY (
    WITH used AS MATERIALIZED (
        SELECT DISTINCT family_id, product_id, application_id, consumption_metric
        FROM fact_consumption
        WHERE entity_id = %(entity_id)s AND period_month = %(period_month)s
    ), keys AS (
        SELECT 'application' AS kind, a.application_id AS key_id, a.application_label AS label, NULL::text AS parent_id,
               NULL::text AS mode, a.owner AS detail, NULL::integer AS version, a.retired_at IS NOT NULL AS is_retired
        FROM dim_application a
        WHERE a.application_id IN (SELECT application_id FROM used) AND a.application_id <> 'unallocated'
        UNION ALL
        SELECT 'domain', d.domain_id, d.domain_label, NULL, d.domain_mode, d.indirect_label, NULL, NOT d.is_enabled
        FROM dim_domain d
        UNION ALL
        SELECT 'family', f.family_id, f.family_label, f.domain_id, NULL, NULL, NULL, f.retired_at IS NOT NULL
        FROM dim_family f
        WHERE f.family_id <> 'unmapped'
        UNION ALL
        SELECT 'metric', m.metric, m.label_en, NULL, NULL, m.unit, NULL, false
        FROM dim_metric m
        WHERE m.metric IN (SELECT consumption_metric FROM used)
        UNION ALL
        SELECT 'pricing_view', v.pricing_view_id, p.label, NULL, NULL, v.currency, v.version, false
        FROM pricing_view_current v
        JOIN pricing_view p ON p.pricing_view_id = v.pricing_view_id
        UNION ALL
        -- The family that the month's facts say, else the one that its moves say, else the present one.
        SELECT 'product', p.product_id, p.product_label, coalesce(u.family_id, moved.family_id, p.family_id), NULL, NULL, NULL,
               p.retired_at IS NOT NULL
        FROM dim_product p
        LEFT JOIN (SELECT product_id, min(family_id) AS family_id FROM used GROUP BY product_id) u
               ON u.product_id = p.product_id
        LEFT JOIN LATERAL (
            SELECT m.family_id FROM product_placement m
            WHERE m.product_id = p.product_id AND m.applied_at IS NOT NULL AND m.first_month <= %(period_month)s
            ORDER BY m.first_month DESC, m.move_id DESC
            LIMIT 1) moved ON true
        WHERE p.product_id <> 'unmapped'
    )
    SELECT kind, key_id, coalesce(nullif(left(label, 500), ''), left(key_id, 500)) AS label, parent_id, mode,
           left(detail, 500) AS detail, version, is_retired
    FROM keys
    ORDER BY kind COLLATE "C", key_id
) TO STDOUT WITH (FORMAT csv, ENCODING 'UTF8')
