-- Which of these keys cannot be priced: not there, or a DIRECT domain, whose products are priced.
SELECT ARRAY(SELECT k FROM unnest(%(products)s::text[]) k
             WHERE NOT EXISTS (SELECT FROM dim_product d WHERE d.product_id = k COLLATE "C")) AS products,
       ARRAY(SELECT k FROM unnest(%(domains)s::text[]) k
             WHERE NOT EXISTS (SELECT FROM dim_domain d WHERE d.domain_id = k COLLATE "C")) AS domains,
       ARRAY(SELECT domain_id::text FROM dim_domain
             WHERE domain_id = ANY (%(domains)s::text[]) AND domain_mode = 'DIRECT') AS direct_domains,
       ARRAY(SELECT k FROM unnest(%(metrics)s::text[]) k
             WHERE NOT EXISTS (SELECT FROM dim_metric d WHERE d.metric = k COLLATE "C")) AS metrics
