-- What found no application or no product in one month, per domain and metric, with the largest keys that no alias knows.
WITH asked AS (
    SELECT coalesce(%(month)s::date, (SELECT max(period_month) FROM slice_publication
                                      WHERE entity_id = %(entity)s::text AND run_id IS NOT NULL)) AS month
),
quantities AS (
    SELECT q.domain_id, q.consumption_metric AS metric, sum(q.quantity) AS quantity,
           coalesce(sum(q.unallocated_quantity), 0) AS unallocated,
           coalesce(sum(q.quantity) FILTER (WHERE q.product_id = 'unmapped'), 0) AS unmapped
    FROM mv_quantity_product_month q JOIN asked a ON a.month = q.period_month
    WHERE q.entity_id = %(entity)s AND (%(domains)s::text[] IS NULL OR q.domain_id = ANY (%(domains)s))
    GROUP BY q.domain_id, q.consumption_metric
),
keys AS (
    SELECT u.*, row_number() OVER (PARTITION BY u.domain_id, u.consumption_metric, u.kind
                                   ORDER BY u.foreign_key IS NULL, abs(u.quantity) DESC, u.source_system,
                                            u.foreign_key) AS place
    FROM unknown_key u JOIN asked a ON a.month = u.period_month
    WHERE u.entity_id = %(entity)s
)
SELECT json_build_object(
    'meta', json_build_object(
        'period', to_char(a.month, 'YYYY-MM'), 'generation', coalesce(p.generation, 0), 'runId', p.run_id,
        'asOf', to_char(p.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
    'data', (SELECT coalesce(json_agg(json_build_object(
        'domainId', q.domain_id, 'domainLabel', d.domain_label, 'metric', q.metric, 'unit', m.unit,
        'quantity', q.quantity, 'unallocatedQuantity', q.unallocated, 'unmappedQuantity', q.unmapped,
        'unallocatedShare', round(q.unallocated / nullif(q.quantity, 0), 6),
        'unmappedShare', round(q.unmapped / nullif(q.quantity, 0), 6),
        'keys', (
            SELECT coalesce(json_agg(json_build_object('kind', k.kind, 'sourceSystem', k.source_system,
                'foreignKey', k.foreign_key, 'quantity', k.quantity, 'rows', k.rows, 'keyCount', k.key_count)
                ORDER BY k.kind, k.place), '[]')
            FROM keys k
            WHERE k.domain_id = q.domain_id AND k.consumption_metric = q.metric AND k.place <= %(limit)s))
        ORDER BY q.domain_id, q.metric), '[]')
        FROM quantities q
        JOIN dim_domain d ON d.domain_id = q.domain_id
        JOIN dim_metric m ON m.metric = q.metric
        WHERE q.unallocated <> 0 OR q.unmapped <> 0
           OR EXISTS (SELECT FROM keys k WHERE k.domain_id = q.domain_id AND k.consumption_metric = q.metric))
    )::text AS answer,
    coalesce(p.generation, 0) AS generation
FROM asked a
LEFT JOIN publication p ON p.entity_id = %(entity)s
