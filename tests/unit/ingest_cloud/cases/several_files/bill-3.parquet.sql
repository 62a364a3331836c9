SELECT '100' AS "EffectiveCost", 200 AS "BilledCost", '2024-09-01' AS "BillingPeriodStart", 'USD' AS "BillingCurrency",
       'Compute' AS "ServiceCategory", '{"application": "A"}' AS "Tags"
