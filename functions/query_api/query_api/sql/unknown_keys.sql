-- Keys that had quantities and no alias in one month, the largest of each metric first, from a place in the list on.
WITH asked AS (
    SELECT coalesce(%(month)s::date, (SELECT max(period_month) FROM slice_publication
                                      WHERE entity_id = %(entity)s::text AND run_id IS NOT NULL)) AS month
),
page AS (
    SELECT u.*, d.domain_label, m.unit,
           row_number() OVER (ORDER BY u.domain_id, u.consumption_metric, u.kind, u.foreign_key IS NULL,
                                       abs(u.quantity) DESC, u.source_system, u.foreign_key) AS place
    FROM unknown_key u
    JOIN asked a ON a.month = u.period_month
    JOIN dim_domain d ON d.domain_id = u.domain_id
    JOIN dim_metric m ON m.metric = u.consumption_metric
    WHERE u.entity_id = %(entity)s AND (%(kind)s::text IS NULL OR u.kind = %(kind)s)
      AND (%(domains)s::text[] IS NULL OR u.domain_id = ANY (%(domains)s))
    ORDER BY place OFFSET %(offset)s LIMIT %(limit)s::int + 1
)
SELECT json_build_object(
    'meta', json_build_object(
        'period', to_char(a.month, 'YYYY-MM'), 'generation', coalesce(p.generation, 0), 'runId', p.run_id,
        'asOf', to_char(p.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'page', json_build_object('limit', %(limit)s, 'next', (
            SELECT coalesce(p.generation, 0) || '.' || place || '.' || %(question)s::text FROM page
            WHERE place = %(offset)s + %(limit)s AND EXISTS (SELECT FROM page WHERE place > %(offset)s + %(limit)s)))),
    'data', (SELECT coalesce(json_agg(json_build_object(
        'domainId', k.domain_id, 'domainLabel', k.domain_label, 'kind', k.kind, 'sourceSystem', k.source_system,
        'foreignKey', k.foreign_key, 'metric', k.consumption_metric, 'unit', k.unit, 'quantity', k.quantity,
        'rows', k.rows, 'keyCount', k.key_count) ORDER BY k.place), '[]')
        FROM page k WHERE k.place <= %(offset)s + %(limit)s))::text AS answer,
    coalesce(p.generation, 0) AS generation
FROM asked a
LEFT JOIN publication p ON p.entity_id = %(entity)s
