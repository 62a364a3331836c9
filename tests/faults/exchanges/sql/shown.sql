-- What the group shows, per entity, month, pricing view and domain: by the domains, and by the applications.
SELECT coalesce(d.entity_id, a.entity_id) AS entity_id, to_char(coalesce(d.period_month, a.period_month), 'YYYY-MM') AS period,
       coalesce(d.pricing_view_id, a.pricing_view_id) AS pricing_view_id, coalesce(d.domain_id, a.domain_id) AS domain_id,
       d.cost AS by_domain, a.cost AS by_application, d.entity_id IS NOT NULL AND a.entity_id IS NOT NULL AS is_in_both
FROM (SELECT entity_id, period_month, pricing_view_id, domain_id, sum(cost) AS cost
      FROM mv_cost_domain_month GROUP BY 1, 2, 3, 4) d
FULL JOIN (SELECT entity_id, period_month, pricing_view_id, domain_id, sum(cost) AS cost
           FROM mv_cost_app_domain_month GROUP BY 1, 2, 3, 4) a
       ON a.entity_id = d.entity_id AND a.period_month = d.period_month AND a.pricing_view_id = d.pricing_view_id
      AND a.domain_id = d.domain_id
ORDER BY 1, 2, 3, 4
