-- What the sources say of closed months, beside what is published of them: what differs is listed, what agrees is no more.
-- Where every total agrees and the relevés are others all the same, they are shared out otherwise: then all are listed.
-- LATERAL: only the partitions of those months are read.
WITH late AS (
    SELECT s.entity_id, s.domain_id, s.period_month, s.totals, s.quality, s.checksum, s.landing_id,
           coalesce(was.quality, '{}') AS quality_published, nullif(was.checksum, '') AS checksum_published
    FROM etl_run_steps s
    LEFT JOIN slice_publication p
           ON p.entity_id = s.entity_id AND p.domain_id = s.domain_id AND p.period_month = s.period_month
    LEFT JOIN etl_run_steps was
           ON was.run_id = p.run_id AND was.domain_id = s.domain_id AND was.period_month = s.period_month
    WHERE s.run_id = %(run_id)s AND s.is_late AND s.status = 'STAGED'
), found AS (
    SELECT l.domain_id, l.period_month, t.key COLLATE "C" AS metric, (t.value ->> 'releves')::numeric AS quantity
    FROM late l CROSS JOIN LATERAL jsonb_each(l.totals) t
), published AS (
    SELECT l.domain_id, l.period_month, f.metric, f.quantity
    FROM late l
    CROSS JOIN LATERAL (
        SELECT consumption_metric::text AS metric, sum(quantity) AS quantity
        FROM fact_consumption
        WHERE entity_id = l.entity_id AND period_month = l.period_month AND step_domain_id = l.domain_id
          AND consumption_type = 'DIRECT'
        GROUP BY consumption_metric
        UNION ALL
        SELECT metric::text, sum(raw_weight)
        FROM fact_coefficient
        WHERE entity_id = l.entity_id AND period_month = l.period_month AND domain_id = l.domain_id
        GROUP BY metric) f
), compared AS (
    SELECT domain_id, period_month, metric, p.quantity AS published, f.quantity AS found,
           coalesce(p.quantity, 0) <> coalesce(f.quantity, 0) AS differs
    FROM published p FULL JOIN found f USING (domain_id, period_month, metric)
), listed AS (
    SELECT l.entity_id, c.period_month, c.domain_id, c.metric, c.published, c.found,
           (l.quality_published -> c.metric ->> 'rows')::bigint AS published_rows,
           coalesce((l.quality -> c.metric ->> 'rows')::bigint, 0) AS found_rows, l.landing_id
    FROM (SELECT *, bool_or(differs) OVER (PARTITION BY domain_id, period_month) AS one_differs FROM compared) c
    JOIN late l USING (domain_id, period_month)
    WHERE c.differs OR (NOT c.one_differs AND l.checksum <> l.checksum_published)
), agreed AS (
    DELETE FROM late_data d
    USING late l
    WHERE d.entity_id = l.entity_id AND d.period_month = l.period_month AND d.domain_id = l.domain_id
      AND NOT EXISTS (SELECT FROM listed x WHERE x.period_month = d.period_month AND x.domain_id = d.domain_id
                                             AND x.metric = d.metric)
)
INSERT INTO late_data AS d (entity_id, period_month, domain_id, metric, published_quantity, found_quantity,
                            published_rows, found_rows, run_id, landing_id, first_seen_at, last_seen_at)
SELECT entity_id, period_month, domain_id, metric, published, found, published_rows, found_rows, %(run_id)s, landing_id,
       transaction_timestamp(), transaction_timestamp()
FROM listed
ON CONFLICT (entity_id, period_month, domain_id, metric) DO UPDATE
SET published_quantity = excluded.published_quantity, found_quantity = excluded.found_quantity,
    published_rows = excluded.published_rows, found_rows = excluded.found_rows, run_id = excluded.run_id,
    landing_id = excluded.landing_id, last_seen_at = excluded.last_seen_at
