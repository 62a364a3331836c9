-- Months, the newest first, from a place in the list on: their status, what is published of them, what came late.
WITH page AS (
    SELECT *, row_number() OVER (ORDER BY period_month DESC) AS place
    FROM period_overview
    WHERE entity_id = %(entity)s::text AND (%(status)s::text IS NULL OR status = %(status)s)
      AND (%(before)s::date IS NULL OR period_month < %(before)s)
    ORDER BY period_month DESC LIMIT %(limit)s::int + 1
)
SELECT json_build_object(
    'meta', json_build_object(
        'generation', coalesce(p.generation, 0), 'runId', p.run_id,
        'asOf', to_char(p.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'page', json_build_object('limit', %(limit)s, 'next', (
            SELECT to_char(period_month, 'YYYY-MM') FROM page
            WHERE place = %(limit)s AND EXISTS (SELECT FROM page WHERE place > %(limit)s)))),
    'data', (SELECT coalesce(json_agg(json_build_object(
        'period', to_char(m.period_month, 'YYYY-MM'), 'status', m.status, 'changedBy', m.changed_by,
        'changedAt', to_char(m.changed_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'reason', m.reason,
        'published', m.is_published, 'complete', m.is_published AND m.missing = '{}', 'missing', to_json(m.missing),
        'unpricedRows', m.unpriced_rows, 'lateSlices', m.late_slices, 'lateAmounts', (
            SELECT coalesce(json_agg(json_build_object('metric', l.metric, 'delta', l.delta) ORDER BY l.metric), '[]')
            FROM (SELECT d.metric, sum(coalesce(d.found_quantity, 0) - coalesce(d.published_quantity, 0)) AS delta
                  FROM late_data d
                  WHERE d.entity_id = m.entity_id AND d.period_month = m.period_month
                  GROUP BY d.metric) l)) ORDER BY m.place), '[]')
        FROM page m WHERE m.place <= %(limit)s))::text AS answer,
    coalesce(p.generation, 0) AS generation
FROM (VALUES (1)) AS one
LEFT JOIN publication p ON p.entity_id = %(entity)s
