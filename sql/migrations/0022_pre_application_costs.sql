-- Pages of thousands of applications in time: read by domain and by family, and planned for what is asked.
-- depends: 0021_pre_cancelled_runs_and_idempotency

-- A domain's and a family's applications, for whom else the whole month is looked through. Of no column that an update changes
-- (HOT).
CREATE INDEX mv_cost_app_domain_month_by_domain
    ON mv_cost_app_domain_month (entity_id, pricing_view_id, domain_id, period_month);
CREATE INDEX mv_cost_app_family_month_by_family
    ON mv_cost_app_family_month (entity_id, pricing_view_id, family_id, period_month);

-- Its ids are of no use to a plan made without them.
ALTER FUNCTION scope_cost SET plan_cache_mode = force_custom_plan;

CREATE FUNCTION application_costs(for_entity text, for_view text, in_months date[], since date, in_environment text,
                                  of_applications text[], of_domains text[], of_families text[], of_products text[])
RETURNS TABLE (application_id key_text, is_here boolean, metric key_text, quantity numeric, cost numeric,
               previous_cost numeric, unpriced_rows bigint, previous_unpriced bigint)
LANGUAGE plpgsql STABLE ROWS 1000 SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
BEGIN
    -- Planned for the values it is called with: one branch is left of it, and the partitions of its months.
    RETURN QUERY
    WITH cells AS (
        SELECT c.application_id, c.period_month >= since AS now, NULL::key_text AS metric, NULL::numeric AS quantity, c.cost,
               c.unpriced_rows
        FROM mv_rank_app_month c
        WHERE of_domains IS NULL AND of_families IS NULL AND of_products IS NULL
          AND (of_applications IS NULL OR c.application_id = ANY (of_applications))
          AND c.entity_id = for_entity AND c.pricing_view_id = for_view AND c.period_month = ANY (in_months)
          AND c.environment = coalesce(in_environment, '(all)') AND ('ended' IN (c.status, c.status_year)) IS NOT TRUE
        UNION ALL
        SELECT c.application_id, c.period_month >= since, c.consumption_metric, c.quantity, c.cost, c.unpriced_rows
        FROM mv_cost_app_domain_month c
        WHERE of_domains IS NOT NULL AND of_families IS NULL AND of_products IS NULL AND c.domain_id = ANY (of_domains)
          AND (of_applications IS NULL OR c.application_id = ANY (of_applications))
          AND c.entity_id = for_entity AND c.pricing_view_id = for_view AND c.period_month = ANY (in_months)
          AND (in_environment IS NULL OR c.environment = in_environment)
        UNION ALL
        SELECT c.application_id, c.period_month >= since, c.consumption_metric, c.quantity, c.cost, c.unpriced_rows
        FROM mv_cost_app_family_month c
        WHERE of_families IS NOT NULL AND of_products IS NULL AND c.family_id = ANY (of_families)
          AND (of_domains IS NULL OR c.domain_id = ANY (of_domains))
          AND (of_applications IS NULL OR c.application_id = ANY (of_applications))
          AND c.entity_id = for_entity AND c.pricing_view_id = for_view AND c.period_month = ANY (in_months)
          AND (in_environment IS NULL OR c.environment = in_environment)
        UNION ALL
        SELECT c.application_id, c.period_month >= since, c.consumption_metric, c.quantity, c.cost,
               CASE WHEN c.cost IS NULL THEN 1 ELSE 0 END
        FROM mv_cost_app_product_month c
        WHERE of_products IS NOT NULL AND c.product_id = ANY (of_products)
          AND (of_domains IS NULL OR c.domain_id = ANY (of_domains))
          AND (of_families IS NULL OR c.family_id = ANY (of_families))
          AND (of_applications IS NULL OR c.application_id = ANY (of_applications))
          AND c.entity_id = for_entity AND c.pricing_view_id = for_view AND c.period_month = ANY (in_months)
          AND (in_environment IS NULL OR c.environment = in_environment)
    ), folded AS (
        SELECT c.application_id, bool_or(c.now) AS is_here, min(c.metric) FILTER (WHERE c.now) AS metric,
               count(c.metric) FILTER (WHERE c.now) = count(*) FILTER (WHERE c.now)
                   AND min(c.metric) FILTER (WHERE c.now) = max(c.metric) FILTER (WHERE c.now) AS one_metric,
               sum(c.quantity) FILTER (WHERE c.now) AS quantity,
               sum(c.cost) FILTER (WHERE c.now) AS cost, sum(c.cost) FILTER (WHERE NOT c.now) AS previous_cost,
               coalesce(sum(c.unpriced_rows) FILTER (WHERE c.now), 0)::bigint AS unpriced_rows,
               coalesce(sum(c.unpriced_rows) FILTER (WHERE NOT c.now), 0)::bigint AS previous_unpriced
        FROM cells c GROUP BY c.application_id
    )
    SELECT f.application_id, f.is_here, CASE WHEN f.one_metric THEN f.metric END::key_text,
           CASE WHEN f.one_metric THEN f.quantity END, f.cost, f.previous_cost, f.unpriced_rows, f.previous_unpriced
    FROM folded f;
END $$;
COMMENT ON FUNCTION application_costs IS
    'What each application cost, of everything or of some domains, families or products (NULL: all): in the months from since on,
and in those before it (previous_*). is_here: it has a cost from since on. metric and quantity: where there is one metric';
REVOKE ALL ON FUNCTION application_costs FROM public;
