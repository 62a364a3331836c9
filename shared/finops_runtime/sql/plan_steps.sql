-- The plan: one step per domain and open month. A dry run may name domains that are not enabled yet.
INSERT INTO etl_run_steps (run_id, domain_id, period_month, entity_id, ingest_function, failure_policy,
                           config_checksum)
SELECT %(run_id)s, d.domain_id, s.period_month, %(entity_id)s, d.ingest_function,
       coalesce(d.failure_policy, %(failure_policy)s), config_checksum(d)
FROM dim_domain d
JOIN period_status s ON s.entity_id = %(entity_id)s AND s.period_month = ANY (%(periods)s::date[]) AND s.status = 'OPEN'
WHERE (d.is_enabled OR (%(dry_run)s AND d.domain_id = ANY (%(domains)s)))
  AND d.available_from <= s.period_month
  AND (cardinality(%(domains)s::text[]) = 0 OR d.domain_id = ANY (%(domains)s))
  AND (cardinality(%(domains_enabled)s::text[]) = 0 OR d.domain_id = ANY (%(domains_enabled)s))
RETURNING domain_id
