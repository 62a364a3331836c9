-- A domain on the CMDB, one on a bill in two currencies, one on an API; every other one reads its file.
WITH metrics AS (
    INSERT INTO dim_metric (metric, unit, label_en, label_fr) VALUES ('EFFECTIVE_COST.USD', 'USD', 'cost', 'coût')
)
UPDATE dim_domain AS d
SET ingest_function = coalesce(c.ingest_function, 'ingest_native'), connector = coalesce(c.connector, 'releve_csv'),
    connector_config = coalesce(c.config,
        jsonb_build_object('source', 'bench', 'files', %(files)s::text || '/' || d.domain_id || '.csv'))
FROM dim_domain AS each
LEFT JOIN (VALUES
    ('domain-00', 'ingest_open', 'cmdb', %(cmdb)s::jsonb),
    ('domain-01', 'ingest_cloud', 'focus', %(focus)s::jsonb),
    ('domain-02', 'ingest_native', 'rest_json', %(rest_json)s::jsonb)
) AS c (domain_id, ingest_function, connector, config) ON c.domain_id = each.domain_id
WHERE each.domain_id = d.domain_id
