-- The requested domains that do not exist.
SELECT requested AS domain_id
FROM unnest(%(domains)s::text[]) AS requested
WHERE NOT EXISTS (SELECT FROM dim_domain WHERE domain_id = requested)
