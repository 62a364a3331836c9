SELECT effective AS "EffectiveCost", billed AS "BilledCost", DATE '2024-09-01' AS "BillingPeriodStart",
       CAST('USD' AS BLOB) AS "BillingCurrency", 'Compute' AS "ServiceCategory", tags AS "Tags", 'x' AS "SkuMeter"
FROM (VALUES (CAST(0.1 AS DOUBLE), '1e-7', [{'key': 'application', 'value': 'A'}]), (0.2, '0.10', [{'key': 'application', 'value': 'A'}]),
             (1e-7, '3', []), (123456789.123456789, '4', NULL), (1e22, '5', NULL),
             (CAST('nan' AS DOUBLE), '6', NULL), (CAST('-inf' AS DOUBLE), 'six', NULL)) AS v (effective, billed, tags)
