-- Keys of the run's relevés that no alias knows, per slice and metric: the 1,000 largest, and the remainder as one row.
-- A product that never was in the domain is unknown to it, as when facts are resolved.
WITH unknown AS (
    SELECT s.period_month, s.domain_id, s.source, 'application' AS kind, s.application_key AS foreign_key, s.metric,
           sum(s.quantity) AS quantity, count(*) AS rows
    FROM staged_releve s
    WHERE s.run_id = %(run_id)s
      AND NOT EXISTS (SELECT FROM application_alias a
                      WHERE a.source_system = s.source AND a.foreign_key = s.application_key)
    GROUP BY s.period_month, s.domain_id, s.source, s.application_key, s.metric
    UNION ALL
    -- Products are few: added up first, so that each is looked up once.
    SELECT s.period_month, s.domain_id, s.source, 'product', s.product_key, s.metric, s.quantity, s.rows
    FROM (SELECT r.period_month, r.domain_id, r.source, r.product_key, r.metric, sum(r.quantity) AS quantity,
                 count(*) AS rows
          FROM staged_releve r
          JOIN dim_domain d ON d.domain_id = r.domain_id AND d.domain_mode = 'DIRECT'
          WHERE r.run_id = %(run_id)s
          GROUP BY r.period_month, r.domain_id, r.source, r.product_key, r.metric) s
    WHERE NOT EXISTS (SELECT FROM product_alias a
                      JOIN product_domain p ON p.product_id = a.product_id AND p.domain_id = s.domain_id
                      WHERE a.source_system = s.source AND a.foreign_key = s.product_key)
), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY period_month, domain_id, source, kind, metric, foreign_key IS NULL
                                 ORDER BY abs(quantity) DESC, foreign_key) AS place
    FROM unknown
)
INSERT INTO unknown_key (entity_id, period_month, domain_id, source_system, kind, foreign_key, consumption_metric,
                         quantity, rows, key_count)
SELECT %(entity_id)s, period_month, domain_id, source, kind, listed.foreign_key, metric,
       sum(quantity), sum(rows), count(ranked.foreign_key)
FROM ranked
CROSS JOIN LATERAL (SELECT CASE WHEN place <= 1000 THEN ranked.foreign_key END AS foreign_key) listed
GROUP BY period_month, domain_id, source, kind, listed.foreign_key, metric, ranked.foreign_key IS NULL
