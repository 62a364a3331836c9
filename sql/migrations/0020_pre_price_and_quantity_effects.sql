-- What costs are compared with, and the prices by which a change is split into price and quantity.
-- depends: 0019_pre_vacuum_keeps_pages

CREATE FUNCTION compared_scope(for_entity text, asked_first date, asked_last date, months integer, asked_view text,
                               against text)
RETURNS TABLE (first_month date, last_month date, other_first date, other_last date, months date[], months_apart integer,
               pricing_view_id text, currency text, generation bigint, run_id uuid, as_of timestamptz, published boolean,
               missing json, comparable boolean, compared_with json)
LANGUAGE sql STABLE AS $$
SELECT s.first_month, s.last_month, o.first_month, o.last_month,
       ARRAY(SELECT m::date FROM generate_series(o.first_month::timestamp, s.last_month, interval '1 month') m
             WHERE m <= o.last_month OR m >= s.first_month),
       o.months_apart, s.pricing_view_id, s.currency, s.generation, s.run_id, s.as_of, s.published, s.missing,
       s.published AND o.published,
       CASE WHEN s.published AND o.published
            THEN json_build_object('from', to_char(o.first_month, 'YYYY-MM'), 'to', to_char(o.last_month, 'YYYY-MM')) END
FROM reading_scope(for_entity, asked_first, asked_last, months, asked_view) s
CROSS JOIN LATERAL (
    SELECT a.months_apart, a.first_month, a.last_month,
           EXISTS (SELECT FROM slice_publication x
                   WHERE x.entity_id = for_entity AND x.run_id IS NOT NULL
                     AND x.period_month BETWEEN a.first_month AND a.last_month) AS published
    FROM (SELECT b.months_apart, (s.first_month - make_interval(months => b.months_apart))::date AS first_month,
                 (s.last_month - make_interval(months => b.months_apart))::date AS last_month
          FROM (SELECT CASE WHEN against = 'lastYear' THEN 12
                            ELSE (extract(year FROM age(s.last_month, s.first_month)) * 12
                                  + extract(month FROM age(s.last_month, s.first_month)))::integer + 1
                       END AS months_apart) b) a) o
$$;
COMMENT ON FUNCTION compared_scope IS
    'As reading_scope, with the months that they are compared with: as many right before, or the same ones a year earlier (against
''lastYear''). months: all of both; comparable: something of both is published';
REVOKE ALL ON FUNCTION compared_scope FROM public;

CREATE FUNCTION line_price(for_entity text, for_view text, in_first date, in_last date, apart integer)
RETURNS TABLE (at date, domain_id key_text, product_id key_text, metric key_text, price_then numeric, price_now numeric)
LANGUAGE plpgsql STABLE ROWS 500 AS $$
#variable_conflict use_column
DECLARE
    other_first date := in_first - make_interval(months => apart);
    other_last  date := in_last - make_interval(months => apart);
BEGIN
    RETURN QUERY
    WITH slices AS (
        SELECT x.period_month, x.domain_id FROM slice_publication x
        WHERE x.entity_id = for_entity AND x.run_id IS NOT NULL
          AND (x.period_month BETWEEN in_first AND in_last OR x.period_month BETWEEN other_first AND other_last)
    ), lines AS (
        SELECT CASE WHEN c.period_month >= in_first THEN c.period_month
                    ELSE c.period_month + make_interval(months => apart) END::date AS at,
               c.domain_id, c.product_id, c.consumption_metric AS metric, c.unit_price, c.period_month >= in_first AS now
        FROM mv_cost_product_month c
        WHERE c.entity_id = for_entity AND c.pricing_view_id = for_view
          AND (c.period_month BETWEEN in_first AND in_last OR c.period_month BETWEEN other_first AND other_last)
    ), priced AS (
        -- A product has one price, wherever it stands and whoever uses it; an INDIRECT domain has its own.
        SELECT l.at, l.domain_id, l.product_id, l.metric,
               bool_or(bool_or(l.now)) OVER line AS is_now, max(max(l.unit_price) FILTER (WHERE l.now)) OVER line AS now,
               bool_or(bool_or(NOT l.now)) OVER line AS is_then,
               max(max(l.unit_price) FILTER (WHERE NOT l.now)) OVER line AS before
        FROM lines l
        GROUP BY l.at, l.domain_id, l.product_id, l.metric
        WINDOW line AS (PARTITION BY l.at, CASE l.product_id WHEN '(none)' THEN l.domain_id END, l.product_id, l.metric)
    )
    SELECT p.at, p.domain_id, p.product_id, p.metric,
           CASE WHEN p.is_then THEN p.before ELSE p.now END, CASE WHEN p.is_now THEN p.now ELSE p.before END
    FROM priced p
    WHERE (p.before IS NOT NULL OR NOT p.is_then) AND (p.now IS NOT NULL OR NOT p.is_now)
      AND EXISTS (SELECT FROM slices x WHERE x.domain_id = p.domain_id AND x.period_month = p.at)
      AND EXISTS (SELECT FROM slices x WHERE x.domain_id = p.domain_id
                                         AND x.period_month = p.at - make_interval(months => apart));
END $$;
COMMENT ON FUNCTION line_price IS
    'The prices of each product and metric in each month of a range (at) and in the month so many months before: what splits a
change into quantity effect, (quantity - quantity then) x price_then, and price effect, (price_now - price_then) x quantity.
Of what is new the price now stands for both, of what has ended the one then. No row: no price in one of the two, or its
domain is not published in one of them. The months of the range and those before must not overlap.';
REVOKE ALL ON FUNCTION line_price FROM public;

-- A product's applications, for whom else the whole month is looked through. Of no column that an update changes (HOT).
CREATE INDEX mv_cost_app_product_month_by_product
    ON mv_cost_app_product_month (entity_id, pricing_view_id, product_id, period_month);
