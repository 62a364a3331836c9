-- The plan: one step per domain and month. Those of a closed month are late: read and compared, never published, and never
-- in the way of the others; derived domains have nothing late, being made of what is published. A dry run publishes nothing
-- anyway, and may name domains that are not enabled yet.
INSERT INTO etl_run_steps (run_id, domain_id, period_month, entity_id, ingest_function, failure_policy,
                           config_checksum, is_late)
SELECT %(run_id)s, d.domain_id, s.period_month, %(entity_id)s, d.ingest_function,
       CASE WHEN s.status = 'CLOSED' AND NOT %(dry_run)s THEN 'tolerant'
            ELSE coalesce(d.failure_policy, %(failure_policy)s) END,
       config_checksum(d), s.status = 'CLOSED' AND NOT %(dry_run)s
FROM dim_domain d
JOIN period_status s ON s.entity_id = %(entity_id)s AND s.period_month = ANY (%(periods)s::date[])
WHERE (d.is_enabled OR (%(dry_run)s AND d.domain_id = ANY (%(domains)s)))
  AND d.available_from <= s.period_month
  AND (s.status = 'OPEN' OR %(dry_run)s OR d.ingest_function <> 'load_facts')
  AND (cardinality(%(domains)s::text[]) = 0 OR d.domain_id = ANY (%(domains)s))
  AND (cardinality(%(domains_enabled)s::text[]) = 0 OR d.domain_id = ANY (%(domains_enabled)s))
