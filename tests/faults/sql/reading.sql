-- What a reader sees of the current view in one statement: the generation, which run each slice is from, and the total by
-- every aggregate.
SELECT (SELECT generation FROM publication) AS generation,
       (SELECT md5(string_agg(concat_ws(' ', domain_id, period_month, run_id, generation), ',' ORDER BY domain_id, period_month))
        FROM slice_publication) AS slices,
       (SELECT json_object_agg(aggregate, cost::text)
        FROM (SELECT 'app_product' AS aggregate, trim_scale(sum(cost)) AS cost FROM mv_cost_app_product_month WHERE pricing_view_id = 'actual'
              UNION ALL
              SELECT 'product', trim_scale(sum(cost)) FROM mv_cost_product_month WHERE pricing_view_id = 'actual'
              UNION ALL
              SELECT 'app_family', trim_scale(sum(cost)) FROM mv_cost_app_family_month WHERE pricing_view_id = 'actual'
              UNION ALL
              SELECT 'app_domain', trim_scale(sum(cost)) FROM mv_cost_app_domain_month WHERE pricing_view_id = 'actual'
              UNION ALL
              SELECT 'application', trim_scale(sum(cost)) FROM mv_cost_application_month WHERE pricing_view_id = 'actual'
              UNION ALL
              SELECT 'family', trim_scale(sum(cost)) FROM mv_cost_family_month WHERE pricing_view_id = 'actual'
              UNION ALL
              SELECT 'domain', trim_scale(sum(cost)) FROM mv_cost_domain_month WHERE pricing_view_id = 'actual'
              UNION ALL
              SELECT 'rank', trim_scale(sum(cost)) FROM mv_rank_app_month WHERE pricing_view_id = 'actual' AND environment = '(all)'
              UNION ALL
              SELECT 'history', trim_scale(sum(cost)) FROM mv_history_domain WHERE pricing_view_id = 'actual') totals) AS totals
