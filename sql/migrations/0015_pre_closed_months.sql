-- Closed months: what sources say of them later is listed, never published.
-- depends: 0014_pre_product_moves

ALTER TABLE etl_run_steps ADD COLUMN is_late boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN etl_run_steps.is_late IS
    'Of a month that was closed when it was planned: read and compared with what is published, never published';

CREATE TABLE late_data (
    entity_id          key_text,
    period_month       month,
    domain_id          key_text,
    metric             key_text,
    published_quantity numeric,
    found_quantity     numeric,
    published_rows     bigint,
    found_rows         bigint,
    run_id             uuid NOT NULL,
    landing_id         text,
    first_seen_at      timestamptz NOT NULL,
    last_seen_at       timestamptz NOT NULL,
    PRIMARY KEY (entity_id, period_month, domain_id, metric)
);
COMMENT ON TABLE late_data IS
    'Per slice and metric of closed months: what the source says now, where that is not what is published (I10)';
COMMENT ON COLUMN late_data.published_quantity IS
    'Of a DIRECT domain its facts, of an INDIRECT one its raw weights; NULL: nothing of the metric is published';
COMMENT ON COLUMN late_data.found_quantity IS
    'NULL: the source has nothing of the metric any more. As published: the same amount, shared out otherwise';
COMMENT ON COLUMN late_data.published_rows IS 'Relevés of the run that is published; NULL where it is not known any more';

CREATE VIEW period_overview AS
SELECT m.entity_id, m.period_month, coalesce(s.status, 'OPEN') AS status, s.changed_by,
       CASE WHEN s.changed_by IS NOT NULL THEN s.changed_at END AS changed_at, s.reason,
       p.is_published, q.missing, u.unpriced_rows, l.late_slices
FROM (SELECT entity_id, period_month FROM period_status
      UNION
      SELECT entity_id, period_month FROM slice_publication) m
LEFT JOIN period_status s ON s.entity_id = m.entity_id AND s.period_month = m.period_month
CROSS JOIN LATERAL (
    SELECT count(x.run_id) > 0 AS is_published FROM slice_publication x
    WHERE x.entity_id = m.entity_id AND x.period_month = m.period_month) p
CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(d.domain_id::text ORDER BY d.domain_id), '{}') AS missing
    FROM dim_domain d
    LEFT JOIN slice_publication x
           ON x.entity_id = m.entity_id AND x.period_month = m.period_month AND x.domain_id = d.domain_id
    WHERE x.missing_since IS NOT NULL
       OR (d.is_enabled AND d.available_from <= m.period_month AND x.run_id IS NULL)) q
CROSS JOIN LATERAL (
    SELECT coalesce(sum(c.unpriced_rows), 0)::bigint AS unpriced_rows
    FROM mv_cost_domain_month c
    JOIN pricing_view_current v ON v.pricing_view_id = c.pricing_view_id AND v.is_default
    WHERE c.entity_id = m.entity_id AND c.period_month = m.period_month) u
CROSS JOIN LATERAL (
    SELECT count(DISTINCT d.domain_id) AS late_slices FROM late_data d
    WHERE d.entity_id = m.entity_id AND d.period_month = m.period_month) l;
COMMENT ON VIEW period_overview IS
    'Every month that was ever run or closed: its status, and what an admin looks at before closing it. missing: domains that
should be there and are not, or not as they should; unpriced_rows: in the default pricing view';
