-- What an open_weight step would be derived from: whether the domain can be, and which of the metrics are unknown.
SELECT d.domain_id, d.domain_mode, d.ingest_function,
       ARRAY(SELECT asked FROM unnest(%(metrics)s::text[]) AS asked
             WHERE NOT EXISTS (SELECT FROM dim_metric WHERE metric = asked)) AS unknown_metrics
FROM (VALUES (%(source_domain)s::text)) AS asked (domain_id)
LEFT JOIN dim_domain d ON d.domain_id = asked.domain_id
