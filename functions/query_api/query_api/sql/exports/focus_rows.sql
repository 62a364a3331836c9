-- The month's charges as FOCUS columns, as texts; the superset of the versions. Decimals have at least one digit after
-- the point: readers that guess a column's type guess a decimal. Quantities without a price are no charges.
SELECT NULL AS "AvailabilityZone",
       n.cost AS "BilledCost",
       c.entity_id::text AS "BillingAccountId",
       c.entity_id::text AS "BillingAccountName",
       'Entity' AS "BillingAccountType",
       %(currency)s::text AS "BillingCurrency",
       p.ends AS "BillingPeriodEnd",
       p.begins AS "BillingPeriodStart",
       NULL AS "CapacityReservationId",
       NULL AS "CapacityReservationStatus",
       'Usage' AS "ChargeCategory",
       NULL AS "ChargeClass",
       concat_ws(', ', nullif(coalesce(product.product_label, d.domain_label), ''),
                 nullif(CASE WHEN c.product_id = '(none)' THEN d.indirect_label ELSE m.label_en END, '')) AS "ChargeDescription",
       'Usage-Based' AS "ChargeFrequency",
       p.ends AS "ChargePeriodEnd",
       p.begins AS "ChargePeriodStart",
       NULL AS "CommitmentDiscountCategory",
       NULL AS "CommitmentDiscountId",
       NULL AS "CommitmentDiscountName",
       NULL AS "CommitmentDiscountQuantity",
       NULL AS "CommitmentDiscountStatus",
       NULL AS "CommitmentDiscountType",
       NULL AS "CommitmentDiscountUnit",
       n.quantity AS "ConsumedQuantity",
       u.unit AS "ConsumedUnit",
       n.cost AS "ContractedCost",
       n.price AS "ContractedUnitPrice",
       n.cost AS "EffectiveCost",
       NULL AS "InvoiceId",
       c.entity_id::text AS "InvoiceIssuerName",
       n.cost AS "ListCost",
       n.price AS "ListUnitPrice",
       'Standard' AS "PricingCategory",
       %(currency)s AS "PricingCurrency",
       n.price AS "PricingCurrencyContractedUnitPrice",
       n.cost AS "PricingCurrencyEffectiveCost",
       n.price AS "PricingCurrencyListUnitPrice",
       n.quantity AS "PricingQuantity",
       u.unit AS "PricingUnit",
       c.entity_id::text AS "ProviderName",
       coalesce(nullif(d.domain_label, ''), d.domain_id) AS "PublisherName",
       NULL AS "RegionId",
       NULL AS "RegionName",
       NULL AS "ResourceId",
       NULL AS "ResourceName",
       NULL AS "ResourceType",
       'Other' AS "ServiceCategory",
       coalesce(nullif(f.family_label, ''), f.family_id, nullif(d.domain_label, ''), d.domain_id) AS "ServiceName",
       'Other (Other)' AS "ServiceSubcategory",
       k.sku AS "SkuId",
       coalesce(nullif(m.label_en, ''), m.metric) AS "SkuMeter",
       NULL AS "SkuPriceDetails",
       k.sku || ':' || c.consumption_metric AS "SkuPriceId",
       a.application_id::text AS "SubAccountId",
       coalesce(nullif(a.application_label, ''), a.application_id) AS "SubAccountName",
       CASE WHEN a.application_id IS NOT NULL THEN 'Application' END AS "SubAccountType",
       json_strip_nulls(json_build_object('application', a.application_id, 'environment', c.environment))::text
           AS "Tags",
       c.application_id::text AS "x_ApplicationId",
       c.consumption_metric::text AS "x_ConsumptionMetric",
       c.domain_id::text AS "x_DomainId",
       d.domain_mode AS "x_DomainMode",
       c.environment::text AS "x_Environment",
       c.family_id::text AS "x_FamilyId",
       %(generation)s::text AS "x_Generation",
       d.indirect_method_key AS "x_IndirectMethod",
       c.pricing_view_id::text AS "x_PricingView",
       c.product_id::text AS "x_ProductId",
       s.run_id::text AS "x_RunId"
FROM mv_cost_app_product_month c
CROSS JOIN LATERAL (
    SELECT to_char(c.period_month, 'YYYY-MM-DD"T00:00:00Z"') AS begins,
           to_char(c.period_month + interval '1 month', 'YYYY-MM-DD"T00:00:00Z"') AS ends
) p
CROSS JOIN LATERAL (
    SELECT round(c.cost, greatest(min_scale(c.cost), 1))::text AS cost,
           round(c.unit_price, greatest(min_scale(c.unit_price), 1))::text AS price,
           round(c.quantity, greatest(min_scale(c.quantity), 1))::text AS quantity
) n
CROSS JOIN LATERAL (
    SELECT CASE WHEN c.product_id = '(none)' THEN c.domain_id ELSE c.product_id END::text AS sku
) k
JOIN dim_domain d ON d.domain_id = c.domain_id
JOIN dim_metric m ON m.metric = c.consumption_metric
-- Units as FOCUS writes them: GB-Months, Hours/Day; what is none, such as 1, counts Units.
CROSS JOIN LATERAL (
    SELECT CASE WHEN m.unit ~ '^[A-Za-z][A-Za-z0-9]*( [A-Za-z][A-Za-z0-9]*)* x (hour|day|month|year)$'
                THEN split_part(m.unit, ' x ', 1) || '-' || initcap(split_part(m.unit, ' x ', 2)) || 's'
                WHEN m.unit ~ ('^[A-Za-z][A-Za-z0-9]*( [A-Za-z][A-Za-z0-9]*)*'
                               || '(-(Year|Month|Day|Hour|Minute|Second)s|/(Year|Month|Day|Hour|Minute|Second))?$')
                THEN m.unit ELSE 'Units' END AS unit
) u
LEFT JOIN dim_family f ON f.family_id = c.family_id
LEFT JOIN dim_product product ON product.product_id = c.product_id
-- What found no application is of no sub-account.
LEFT JOIN dim_application a ON a.application_id = c.application_id AND a.application_id <> 'unallocated'
LEFT JOIN slice_publication s
       ON s.entity_id = c.entity_id AND s.period_month = c.period_month AND s.domain_id = c.domain_id
WHERE c.entity_id = %(entity)s AND c.pricing_view_id = %(pricing_view_id)s AND c.period_month = %(month)s
  AND c.cost IS NOT NULL
ORDER BY c.application_id, c.domain_id, c.product_id, c.environment, c.consumption_metric
