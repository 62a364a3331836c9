-- What alerts look at: the generation, the last runs, the age and completeness of the latest month.
SELECT coalesce(p.generation, 0) AS generation,
       extract(epoch FROM p.published_at) AS published_at,
       (SELECT count(*) FROM slice_publication s
        WHERE s.entity_id = %(entity)s AND s.missing_since IS NOT NULL) AS missing_slices,
       (SELECT extract(epoch FROM max(s.period_month)) FROM slice_publication s
        WHERE s.entity_id = %(entity)s AND s.run_id IS NOT NULL) AS latest_month,
       (SELECT count(*) FROM slice_publication s
        WHERE s.entity_id = %(entity)s AND s.run_id IS NOT NULL
          AND s.period_month = (SELECT max(l.period_month) FROM slice_publication l
                                WHERE l.entity_id = %(entity)s AND l.run_id IS NOT NULL)) AS latest_month_domains,
       (SELECT count(*) FROM dim_domain WHERE is_enabled AND available_from <= now()) AS enabled_domains,
       (SELECT json_agg(json_build_object('status', r.status, 'started', r.started, 'ended', r.ended,
                                          'seconds', r.seconds))
        FROM (SELECT DISTINCT ON (status) status, extract(epoch FROM started_at)::bigint AS started,
                     extract(epoch FROM ended_at)::bigint AS ended,
                     extract(epoch FROM coalesce(ended_at, now()) - started_at)::bigint AS seconds
              FROM etl_runs WHERE entity_id = %(entity)s AND NOT dry_run
              ORDER BY status, started_at DESC) r)::jsonb AS last_runs,
       (SELECT json_agg(json_build_object('domain', d.domain_id, 'month', extract(epoch FROM s.period_month)::bigint,
                                          'published', extract(epoch FROM s.published_at)::bigint,
                                          'unallocated', (c.unallocated / nullif(c.cost, 0))::float,
                                          'unpriced', c.unpriced, 'records', s.records, 'rejects', brought.rejects,
                                          'rows', json_build_object('published', s.rows, 'before', earlier.rows,
                                                                    'month_before', month_before.rows)))
        FROM dim_domain d
        JOIN LATERAL (SELECT l.period_month, l.published_at, l.run_id, l.records, l.rows FROM slice_publication l
                      WHERE l.entity_id = %(entity)s AND l.domain_id = d.domain_id AND l.run_id IS NOT NULL
                      ORDER BY l.period_month DESC LIMIT 1) s ON true
        LEFT JOIN LATERAL (SELECT sum(m.cost) AS cost, sum(m.unallocated_cost) AS unallocated,
                                  coalesce(sum(m.unpriced_rows), 0)::bigint AS unpriced
                           FROM mv_cost_domain_month m
                           WHERE m.entity_id = %(entity)s AND m.domain_id = d.domain_id
                             AND m.period_month = s.period_month
                             AND m.pricing_view_id = (SELECT v.pricing_view_id FROM pricing_view v WHERE v.is_default)
                          ) c ON true
        LEFT JOIN etl_run_steps brought
               ON brought.run_id = s.run_id AND brought.domain_id = d.domain_id AND brought.period_month = s.period_month
        LEFT JOIN LATERAL (SELECT e.rows FROM etl_run_steps e JOIN etl_runs r USING (run_id)
                           WHERE e.entity_id = %(entity)s AND e.domain_id = d.domain_id
                             AND e.period_month = s.period_month AND e.status = 'STAGED' AND NOT e.is_late
                             AND r.status = 'SUCCESS' AND NOT r.dry_run AND r.run_id <> s.run_id
                           ORDER BY r.started_at DESC LIMIT 1) earlier ON true
        LEFT JOIN slice_publication month_before
               ON month_before.entity_id = %(entity)s AND month_before.domain_id = d.domain_id
              AND month_before.period_month = s.period_month - interval '1 month' AND month_before.run_id IS NOT NULL
        WHERE d.is_enabled)::jsonb AS domains,
       (SELECT count(*) FROM pricing_view_version v
        WHERE v.published_at IS NOT NULL AND v.in_force_at IS NULL AND v.refused_at IS NULL) AS pending_prices,
       (SELECT count(*) FROM product_placement m
        WHERE m.applied_at IS NULL AND m.refused_at IS NULL) AS pending_moves
FROM (VALUES (1)) AS one
LEFT JOIN publication p ON p.entity_id = %(entity)s::text
