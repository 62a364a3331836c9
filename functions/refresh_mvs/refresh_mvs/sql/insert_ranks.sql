-- Applications of the months `of`, each compared with the month before (lag 1) and the same of last year (lag 12).
INSERT INTO mv_rank_app_month
WITH compared AS (
    SELECT * FROM unnest(%(of)s::date[], %(sources)s::date[], %(lags)s::integer[])
                  AS c (period_month, source_month, lag)
), by_environment AS MATERIALIZED (
    SELECT period_month, pricing_view_id, environment, application_id, cost, unpriced_rows
    FROM mv_cost_application_month
    WHERE entity_id = %(entity_id)s AND period_month = ANY (%(sources)s::date[])
      AND (%(views)s::text[] IS NULL OR pricing_view_id = ANY (%(views)s::text[]))
), costs AS (
    SELECT period_month, pricing_view_id, '(all)'::key_text AS environment, application_id, sum(cost) AS cost,
           sum(unpriced_rows)::bigint AS unpriced_rows
    FROM by_environment
    GROUP BY period_month, pricing_view_id, application_id
    UNION ALL
    -- An environment that a source calls (all) counts in the total only.
    SELECT * FROM by_environment WHERE environment <> '(all)'
), covered AS (
    SELECT c.period_month, d.pricing_view_id, bool_or(c.lag = 1) AS before, bool_or(c.lag = 12) AS last_year
    FROM compared c
    JOIN (SELECT DISTINCT period_month, pricing_view_id FROM mv_cost_domain_month
          WHERE entity_id = %(entity_id)s AND period_month = ANY (%(sources)s::date[])
            AND (%(views)s::text[] IS NULL OR pricing_view_id = ANY (%(views)s::text[]))) d
      ON d.period_month = c.source_month
    GROUP BY c.period_month, d.pricing_view_id
    HAVING bool_or(c.lag = 0)
), beside AS (
    SELECT c.period_month, s.pricing_view_id, s.environment, s.application_id,
           bool_or(c.lag = 0) AS is_here, bool_or(c.lag = 1) AS was_before, bool_or(c.lag = 12) AS was_last_year,
           max(s.cost) FILTER (WHERE c.lag = 0) AS cost,
           max(s.unpriced_rows) FILTER (WHERE c.lag = 0) AS unpriced_rows,
           max(s.cost) FILTER (WHERE c.lag = 1) AS previous_cost,
           max(s.cost) FILTER (WHERE c.lag = 12) AS last_year_cost
    FROM compared c
    JOIN costs s ON s.period_month = c.source_month
    GROUP BY c.period_month, s.pricing_view_id, s.environment, s.application_id
), judged AS (
    SELECT b.period_month, b.pricing_view_id, b.environment, b.application_id,
           CASE WHEN b.is_here THEN b.cost ELSE 0 END AS cost, coalesce(b.unpriced_rows, 0) AS unpriced_rows,
           b.previous_cost, b.last_year_cost,
           CASE WHEN NOT c.before OR NOT b.is_here AND NOT b.was_before THEN NULL
                WHEN NOT b.is_here THEN 'ended'
                WHEN b.cost IS NULL OR b.was_before AND b.previous_cost IS NULL THEN 'unpriced'
                WHEN NOT b.was_before THEN 'new'
                ELSE 'continued' END AS status,
           CASE WHEN NOT c.last_year OR NOT b.is_here AND NOT b.was_last_year THEN NULL
                WHEN NOT b.is_here THEN 'ended'
                WHEN b.cost IS NULL OR b.was_last_year AND b.last_year_cost IS NULL THEN 'unpriced'
                WHEN NOT b.was_last_year THEN 'new'
                ELSE 'continued' END AS status_year,
           CASE WHEN b.is_here AND b.application_id <> 'unallocated' THEN b.cost END AS ranked_cost
    FROM beside b
    JOIN covered c USING (period_month, pricing_view_id)
), changed AS (
    SELECT *, CASE WHEN application_id <> 'unallocated' THEN cost - previous_cost END AS delta,
           CASE WHEN application_id <> 'unallocated' THEN cost - last_year_cost END AS delta_year
    FROM judged
)
SELECT %(entity_id)s, period_month, pricing_view_id, environment, application_id, cost, unpriced_rows, previous_cost,
       last_year_cost, status, status_year,
       CASE WHEN ranked_cost IS NOT NULL THEN rank() OVER (list ORDER BY ranked_cost DESC NULLS LAST) END,
       CASE WHEN delta > 0 THEN rank() OVER (list ORDER BY delta DESC NULLS LAST) END,
       CASE WHEN delta < 0 THEN rank() OVER (list ORDER BY delta NULLS LAST) END,
       CASE WHEN delta_year > 0 THEN rank() OVER (list ORDER BY delta_year DESC NULLS LAST) END,
       CASE WHEN delta_year < 0 THEN rank() OVER (list ORDER BY delta_year NULLS LAST) END
FROM changed
WINDOW list AS (PARTITION BY period_month, pricing_view_id, environment)
ORDER BY period_month, pricing_view_id, environment, application_id
