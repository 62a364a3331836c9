-- What stands against a run of these months and domains.
SELECT ARRAY(SELECT asked FROM unnest(%(domains)s::text[]) asked
             WHERE NOT EXISTS (SELECT FROM dim_domain WHERE domain_id = asked) ORDER BY asked) AS unknown_domains,
       ARRAY(SELECT domain_id::text FROM dim_domain
             WHERE domain_id = ANY (%(domains)s) AND NOT is_enabled ORDER BY domain_id) AS disabled_domains,
       ARRAY(SELECT to_char(period_month, 'YYYY-MM') FROM period_status
             WHERE entity_id = %(entity)s::text AND status = 'CLOSED' AND period_month = ANY (%(periods)s::date[])
             ORDER BY period_month) AS closed_periods,
       (SELECT run_id FROM etl_runs
        WHERE entity_id = %(entity)s AND status = 'RUNNING' AND NOT dry_run AND deadline_at > now()) AS running_run
