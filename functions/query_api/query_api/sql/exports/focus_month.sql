-- Which month an export is of, and what is in it: rows, total, and how many digits its figures have.
WITH scope AS (
    SELECT * FROM reading_scope(%(entity)s::text, %(first)s::date, %(last)s::date, 1, %(view)s::text)
),
cells AS (
    SELECT quantity, unit_price, cost
    FROM mv_cost_app_product_month
    WHERE entity_id = %(entity)s AND pricing_view_id = (SELECT pricing_view_id FROM scope)
      AND period_month = (SELECT last_month FROM scope)
      AND (SELECT published FROM scope)
)
SELECT s.last_month AS month, s.pricing_view_id, s.currency, s.generation, s.run_id::text AS run_id,
       s.published AND s.missing IS NULL AS complete,
       %(view)s IS NULL OR s.pricing_view_id IS NOT NULL AS view_known,
       c.rows, c.unpriced_rows, c.total, c.scale, c.largest
FROM scope s
CROSS JOIN (
    SELECT count(cost) AS rows, count(*) - count(cost) AS unpriced_rows, trim_scale(sum(cost)) AS total,
           greatest(1, max(greatest(min_scale(quantity), min_scale(unit_price), min_scale(cost)))
                       FILTER (WHERE cost IS NOT NULL)) AS scale,
           coalesce(max(greatest(abs(quantity), unit_price, abs(cost))) FILTER (WHERE cost IS NOT NULL), 0) AS largest
    FROM cells
) c
