-- Completeness: which run each slice is from, and since when a missing one is missing. What was late is published now.
WITH late AS (
    DELETE FROM late_data d
    USING etl_run_steps s
    WHERE s.run_id = %(run_id)s AND s.status = 'STAGED' AND NOT s.is_late
      AND d.entity_id = s.entity_id AND d.period_month = s.period_month AND d.domain_id = s.domain_id
)
INSERT INTO slice_publication AS p (entity_id, period_month, domain_id, run_id, generation, published_at, records, rows,
                                    missing_since, missing_reason)
SELECT entity_id, period_month, domain_id,
       CASE WHEN status = 'STAGED' THEN run_id END, CASE WHEN status = 'STAGED' THEN %(generation)s END,
       CASE WHEN status = 'STAGED' THEN clock_timestamp() END, records, rows,
       CASE WHEN is_missing THEN clock_timestamp() END, CASE WHEN is_missing THEN error END
FROM etl_run_steps
-- An entity may send a group the older rows of what it misses itself.
CROSS JOIN LATERAL (SELECT status = 'MISSING' OR error_code IS NOT DISTINCT FROM 'missing_at_entity' AS is_missing) m
WHERE run_id = %(run_id)s AND status IN ('STAGED', 'MISSING') AND NOT is_late
ON CONFLICT (entity_id, period_month, domain_id) DO UPDATE
SET run_id = coalesce(excluded.run_id, p.run_id),
    generation = coalesce(excluded.generation, p.generation),
    published_at = coalesce(excluded.published_at, p.published_at),
    records = CASE WHEN excluded.run_id IS NULL THEN p.records ELSE excluded.records END,
    rows = CASE WHEN excluded.run_id IS NULL THEN p.rows ELSE excluded.rows END,
    missing_since = CASE WHEN excluded.missing_since IS NOT NULL
                         THEN coalesce(p.missing_since, excluded.missing_since) END,
    missing_reason = excluded.missing_reason
