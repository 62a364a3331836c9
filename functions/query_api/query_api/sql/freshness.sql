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
       (SELECT count(*) FROM dim_domain WHERE is_enabled) AS enabled_domains,
       (SELECT json_agg(json_build_object('status', r.status, 'started', r.started, 'ended', r.ended,
                                          'seconds', r.seconds))
        FROM (SELECT DISTINCT ON (status) status, extract(epoch FROM started_at)::bigint AS started,
                     extract(epoch FROM ended_at)::bigint AS ended,
                     extract(epoch FROM coalesce(ended_at, now()) - started_at)::bigint AS seconds
              FROM etl_runs WHERE entity_id = %(entity)s AND NOT dry_run
              ORDER BY status, started_at DESC) r)::jsonb AS last_runs
FROM (VALUES (1)) AS one
LEFT JOIN publication p ON p.entity_id = %(entity)s::text
