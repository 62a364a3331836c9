-- What stands against a run of these months and domains.
SELECT ARRAY(SELECT asked FROM unnest(%(domains)s::text[]) asked
             WHERE NOT EXISTS (SELECT FROM dim_domain WHERE domain_id = asked) ORDER BY asked) AS unknown_domains,
       ARRAY(SELECT domain_id::text FROM dim_domain
             WHERE domain_id = ANY (%(domains)s) AND NOT is_enabled ORDER BY domain_id) AS disabled_domains,
       ARRAY(SELECT DISTINCT to_char(asked, 'YYYY-MM') FROM unnest(%(periods)s::date[]) asked
             LEFT JOIN period_status s ON s.entity_id = %(entity)s::text AND s.period_month = asked
             WHERE s.status = 'CLOSED'
                OR (s.status IS NULL AND EXISTS (SELECT FROM period_status l
                                                 WHERE l.entity_id = %(entity)s AND l.status = 'CLOSED'
                                                   AND l.period_month > asked))
             ORDER BY 1) AS closed_periods,
       (SELECT run_id FROM etl_runs
        WHERE entity_id = %(entity)s AND status = 'RUNNING' AND NOT dry_run AND deadline_at > now()) AS running_run
