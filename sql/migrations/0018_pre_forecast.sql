-- What the running month and the year will cost, and how that stands against the budgets.
-- depends: 0017_pre_budgets

CREATE FUNCTION scope_cost(for_entity text, for_view text, for_scope text, for_ids text[], first_month date,
                           last_month date)
RETURNS TABLE (scope_id text, period_month date, cost numeric, unpriced_rows bigint)
LANGUAGE plpgsql STABLE ROWS 1000 AS $$
#variable_conflict use_column
BEGIN
    -- A branch each, so that only its own table is planned, by the very months that are meant.
    CASE for_scope
    WHEN 'entity' THEN
        RETURN QUERY SELECT for_entity, c.period_month::date, sum(c.cost), sum(c.unpriced_rows)::bigint
        FROM mv_cost_domain_month c
        WHERE c.entity_id = for_entity AND c.pricing_view_id = for_view
          AND c.period_month BETWEEN first_month AND last_month
          AND (for_ids IS NULL OR for_entity = ANY (for_ids))
        GROUP BY c.period_month;
    WHEN 'domain' THEN
        RETURN QUERY SELECT c.domain_id::text, c.period_month::date, sum(c.cost), sum(c.unpriced_rows)::bigint
        FROM mv_cost_domain_month c
        WHERE c.entity_id = for_entity AND c.pricing_view_id = for_view
          AND c.period_month BETWEEN first_month AND last_month
          AND (for_ids IS NULL OR c.domain_id = ANY (for_ids))
        GROUP BY c.domain_id, c.period_month;
    WHEN 'family' THEN
        RETURN QUERY SELECT c.family_id::text, c.period_month::date, sum(c.cost), sum(c.unpriced_rows)::bigint
        FROM mv_cost_family_month c
        WHERE c.entity_id = for_entity AND c.pricing_view_id = for_view
          AND c.period_month BETWEEN first_month AND last_month
          AND (for_ids IS NULL OR c.family_id = ANY (for_ids))
        GROUP BY c.family_id, c.period_month;
    WHEN 'product' THEN
        RETURN QUERY SELECT c.product_id::text, c.period_month::date, sum(c.cost), sum(c.unpriced_rows)::bigint
        FROM mv_cost_product_month c
        WHERE c.entity_id = for_entity AND c.pricing_view_id = for_view
          AND c.period_month BETWEEN first_month AND last_month
          AND (for_ids IS NULL OR c.product_id = ANY (for_ids))
        GROUP BY c.product_id, c.period_month;
    WHEN 'application' THEN
        RETURN QUERY SELECT c.application_id::text, c.period_month::date, sum(c.cost), sum(c.unpriced_rows)::bigint
        FROM mv_cost_application_month c
        WHERE c.entity_id = for_entity AND c.pricing_view_id = for_view
          AND c.period_month BETWEEN first_month AND last_month
          AND (for_ids IS NULL OR c.application_id = ANY (for_ids))
        GROUP BY c.application_id, c.period_month;
    END CASE;
END $$;
COMMENT ON FUNCTION scope_cost IS
    'What an entity, or its domains, families, products or applications (ids NULL: all) cost by month, all environments
together. cost NULL: nothing of it has a price. No row: nothing was consumed, or nothing is published.';
REVOKE ALL ON FUNCTION scope_cost FROM public;

CREATE FUNCTION cost_forecast(for_entity text, for_view text, for_scope text, for_ids text[], first_month date,
                              last_month date)
RETURNS TABLE (scope_id text, period_month date, cost numeric, forecast numeric, unpriced_rows bigint)
LANGUAGE sql STABLE ROWS 1000 AS $$
WITH running AS (
    SELECT (l.month + make_interval(months => CASE WHEN p.status = 'CLOSED' THEN 1 ELSE 0 END))::date AS month
    FROM (SELECT max(s.period_month) AS month FROM slice_publication s
          WHERE s.entity_id = for_entity AND s.run_id IS NOT NULL) l
    LEFT JOIN period_status p ON p.entity_id = for_entity AND p.period_month = l.month
), reach AS (
    SELECT month AS running, least(first_month, (month - interval '21 months')::date) AS begins,
           greatest(last_month, month) AS ends
    FROM running
), costs AS MATERIALIZED (
    SELECT c.* FROM reach r
    CROSS JOIN LATERAL scope_cost(for_entity, for_view, for_scope, for_ids, r.begins, r.ends) c
), scopes AS (
    SELECT s.scope_id, coalesce(CASE for_scope WHEN 'domain' THEN s.scope_id WHEN 'family' THEN f.domain_id
                                               WHEN 'product' THEN g.domain_id END, '(any)') AS domain_id
    FROM (SELECT c.scope_id FROM costs c UNION SELECT unnest(for_ids)) s
    LEFT JOIN dim_family f ON for_scope = 'family' AND f.family_id = s.scope_id
    LEFT JOIN dim_product p ON for_scope = 'product' AND p.product_id = s.scope_id
    LEFT JOIN dim_family g ON g.family_id = p.family_id
), published AS (
    SELECT x.period_month, d.domain_id
    FROM slice_publication x CROSS JOIN LATERAL (VALUES (x.domain_id::text), ('(any)')) d (domain_id)
    WHERE x.entity_id = for_entity AND x.run_id IS NOT NULL
    GROUP BY x.period_month, d.domain_id
), grid AS (
    -- Nothing consumed in a published month is 0; nothing published is unknown.
    SELECT s.scope_id, m.month, m.complete, c.scope_id IS NOT NULL AS consumed,
           CASE WHEN c.scope_id IS NOT NULL THEN c.cost WHEN p.period_month IS NOT NULL THEN 0 END AS cost,
           coalesce(c.unpriced_rows, 0) AS unpriced_rows
    FROM (SELECT g.month::date AS month, g.month < r.running AS complete
          FROM reach r CROSS JOIN generate_series(r.begins, r.ends, interval '1 month') g (month)) m
    CROSS JOIN scopes s
    LEFT JOIN costs c ON c.scope_id = s.scope_id AND c.period_month = m.month
    LEFT JOIN published p ON p.period_month = m.month AND p.domain_id = s.domain_id
), past AS (
    -- What was not there yet is no history of 0.
    SELECT g.*, CASE WHEN g.complete AND bool_or(g.consumed) OVER (PARTITION BY g.scope_id ORDER BY g.month)
                     THEN g.cost END AS history
    FROM grid g
), judged AS (
    SELECT p.*, round(avg(p.history) OVER recent, 6) AS level,
           CASE WHEN count(p.history) OVER recent = 3 AND count(p.history) OVER year_before = 3
                     AND sum(p.history) OVER recent > 0 AND sum(p.history) OVER year_before > 0
                THEN least(2, greatest(0.5, round(sum(p.history) OVER recent / sum(p.history) OVER year_before, 6)))
           END AS growth,
           lag(p.history, 12) OVER (PARTITION BY p.scope_id ORDER BY p.month) AS year_ago
    FROM past p
    WINDOW recent AS (PARTITION BY p.scope_id ORDER BY p.month ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING),
           year_before AS (PARTITION BY p.scope_id ORDER BY p.month ROWS BETWEEN 15 PRECEDING AND 13 PRECEDING)
), method AS (
    -- Whichever would have been closer to the last six complete months; the last twelve, from that of a year ago on.
    SELECT j.scope_id, max(j.level) FILTER (WHERE j.month = r.running) AS level,
           CASE WHEN coalesce(sum(abs(j.year_ago * j.growth - j.history) - abs(j.level - j.history))
                              FILTER (WHERE j.complete AND j.month >= r.running - interval '6 months'), -1) < 0
                THEN max(j.growth) FILTER (WHERE j.month = r.running) END AS growth,
           array_agg(j.history ORDER BY j.month) FILTER (WHERE j.complete) AS last_year
    FROM reach r JOIN judged j ON j.month BETWEEN r.running - interval '12 months' AND r.running
    GROUP BY j.scope_id
), expected AS (
    SELECT p.scope_id, p.month, p.complete, p.cost, p.unpriced_rows, coalesce(round(same.cost * m.growth, 6), m.level) AS amount
    FROM reach r
    JOIN past p ON p.month BETWEEN first_month AND last_month
    LEFT JOIN method m ON m.scope_id = p.scope_id
    CROSS JOIN LATERAL (
        SELECT m.last_year[1 + (extract(month FROM p.month) - extract(month FROM r.running) + 12)::integer % 12] AS cost) same
)
SELECT e.scope_id, e.month, e.cost,
       CASE WHEN e.complete THEN e.cost ELSE greatest(e.cost, e.amount) END, e.unpriced_rows
FROM expected e
$$;
COMMENT ON FUNCTION cost_forecast IS
    'What each scope (as scope_cost takes them) costs, and will have cost in the end. Before the running month, the latest published
one unless it is closed, the two are the same. From it on: the same month of the year before times the growth since (the
last three months against the same three a year earlier, from 0.5 to 2), or the mean of the last three: whichever would
have been closer, one month ahead, to the last six. The running month is never less than its cost so far. NULL: unknown.';
REVOKE ALL ON FUNCTION cost_forecast FROM public;

CREATE FUNCTION budget_standing(for_entity text, for_view text, for_month date, year_start integer, for_scope text,
                                for_ids text[])
RETURNS TABLE (scope text, scope_id text, year_first date, month_budget numeric, month_cost numeric,
               month_forecast numeric, month_unpriced bigint, to_date_budget numeric, to_date_cost numeric,
               to_date_months bigint, to_date_unknown bigint, to_date_unpriced bigint, year_budget numeric,
               year_cost numeric, year_forecast numeric, year_months bigint, year_unpriced bigint, status text)
LANGUAGE sql STABLE ROWS 100 AS $$
WITH version AS (
    SELECT c.version_id, coalesce(c.fiscal_year_start, year_start) AS year_start
    FROM (SELECT) one LEFT JOIN budget_current c ON c.entity_id = for_entity AND c.pricing_view_id = for_view
), year AS (
    SELECT v.version_id, y.first_month, (y.first_month + interval '11 months')::date AS last_month
    FROM version v CROSS JOIN LATERAL (SELECT fiscal_year_first(for_month, v.year_start) AS first_month) y
), lines AS (
    SELECT l.scope, l.scope_id::text, l.period_month, l.amount::numeric
    FROM year y JOIN budget_line l ON l.version_id = y.version_id AND l.period_month BETWEEN y.first_month AND y.last_month
    WHERE (for_scope IS NULL OR l.scope = for_scope) AND (for_ids IS NULL OR l.scope_id = ANY (for_ids))
), asked AS (
    SELECT a.scope, array_agg(a.scope_id) AS ids
    FROM (SELECT l.scope, l.scope_id FROM lines l UNION SELECT for_scope, unnest(for_ids)) a
    GROUP BY a.scope
), months AS (
    -- Added up, not joined: how many rows either side gives is not known before.
    SELECT b.scope, b.scope_id, b.period_month, sum(b.amount) AS amount, sum(b.cost) AS cost, sum(b.forecast) AS forecast,
           sum(b.unpriced_rows) AS unpriced_rows
    FROM (SELECT l.scope, l.scope_id COLLATE "C" AS scope_id, l.period_month::date AS period_month, l.amount,
                 NULL::numeric AS cost, NULL::numeric AS forecast, 0::bigint AS unpriced_rows
          FROM lines l
          UNION ALL
          SELECT a.scope, c.scope_id COLLATE "C", c.period_month, NULL, c.cost, c.forecast, c.unpriced_rows
          FROM year y
          CROSS JOIN asked a
          CROSS JOIN LATERAL cost_forecast(for_entity, for_view, a.scope, a.ids, y.first_month, y.last_month) c) b
    GROUP BY b.scope, b.scope_id, b.period_month
), counted AS (
    -- Like for like: a cost counts where there is a budget; where the year has none at all, all of it does.
    SELECT m.*, m.amount IS NOT NULL OR bool_and(m.amount IS NULL) OVER (PARTITION BY m.scope, m.scope_id) AS counts
    FROM months m
), standing AS (
    SELECT m.scope, m.scope_id,
           sum(m.amount) FILTER (WHERE m.period_month = for_month) AS month_budget,
           sum(m.cost) FILTER (WHERE m.period_month = for_month) AS month_cost,
           sum(m.forecast) FILTER (WHERE m.period_month = for_month) AS month_forecast,
           sum(m.unpriced_rows) FILTER (WHERE m.period_month = for_month)::bigint AS month_unpriced,
           sum(m.amount) FILTER (WHERE m.period_month <= for_month) AS to_date_budget,
           sum(m.cost) FILTER (WHERE m.period_month <= for_month AND m.counts) AS to_date_cost,
           count(*) FILTER (WHERE m.period_month <= for_month AND m.counts) AS to_date_months,
           count(*) FILTER (WHERE m.period_month <= for_month AND m.counts AND m.cost IS NULL) AS to_date_unknown,
           coalesce(sum(m.unpriced_rows) FILTER (WHERE m.period_month <= for_month AND m.counts), 0)::bigint
               AS to_date_unpriced,
           sum(m.amount) AS year_budget, sum(m.cost) FILTER (WHERE m.counts) AS year_cost,
           sum(m.forecast) FILTER (WHERE m.counts) AS year_forecast, count(*) FILTER (WHERE m.counts) AS year_months,
           coalesce(sum(m.unpriced_rows) FILTER (WHERE m.counts), 0)::bigint AS year_unpriced
    FROM counted m
    GROUP BY m.scope, m.scope_id
)
SELECT s.scope, s.scope_id, y.first_month, s.month_budget, s.month_cost, s.month_forecast, s.month_unpriced,
       s.to_date_budget, s.to_date_cost, s.to_date_months, s.to_date_unknown, s.to_date_unpriced, s.year_budget,
       s.year_cost, s.year_forecast, s.year_months, s.year_unpriced,
       CASE WHEN s.year_budget IS NULL THEN 'none'
            WHEN s.to_date_cost > s.to_date_budget THEN 'over'
            WHEN s.year_forecast > s.year_budget THEN 'at_risk'
            ELSE 'under' END
FROM year y CROSS JOIN standing s
$$;
COMMENT ON FUNCTION budget_standing IS
    'How budgets in force stand in a month, to date in its fiscal year, and in the whole year: of a scope (NULL: every kind)
and its ids (NULL: those with a budget in that year; given ones are listed without a budget, too). A version of budgets brings its own fiscal
year; year_start counts where there is none. A month without a budget counts in no sum; one with a budget and without data is unknown.';
REVOKE ALL ON FUNCTION budget_standing FROM public;
