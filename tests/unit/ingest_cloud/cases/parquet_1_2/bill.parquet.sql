SELECT CAST(effective AS DECIMAL(38, 10)) AS "EffectiveCost", CAST(billed AS DECIMAL(9, 2)) AS "BilledCost",
       TIMESTAMPTZ '2024-09-01 00:00:00+00' AS "BillingPeriodStart", 'EUR' AS "BillingCurrency",
       'Compute' AS "ServiceCategory", tags AS "Tags", 'INV-1' AS "InvoiceId", 'EUR' AS "PricingCurrency",
       42 AS "x_Number"
FROM (VALUES (1.0000000001, 1.10, MAP {'application': 'A', 'environment': 'prod'}), (2.5, 2, MAP {'application': 'A', 'environment': 'prod'}),
             (-0.5, -0.25, MAP {'application': 'B'}), (NULL, 3, MAP {'application': 'B'}), (4, 4, NULL)) AS v (effective, billed, tags)
