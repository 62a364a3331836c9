-- AWS Data Exports: tags as a map, timestamps, doubles.
SELECT * FROM (VALUES
    (TIMESTAMP '2024-09-01 00:00:00', 'USD', 0.1::DOUBLE, 0.30000000000000004::DOUBLE, 'Compute', '111', MAP {'application': 'A', 'environment': 'prod'}),
    (TIMESTAMP '2024-09-01 00:00:00', 'USD', 1.2345678901234567e-7::DOUBLE, 0::DOUBLE, 'Compute', '111', MAP {'team': 'x'}),
    (TIMESTAMP '2024-10-01 00:00:00', 'USD', 5::DOUBLE, 5::DOUBLE, 'Compute', '111', MAP {'application': 'A'}),
    (NULL, 'USD', 5::DOUBLE, 5::DOUBLE, 'Compute', '111', NULL)
) AS bill(BillingPeriodStart, BillingCurrency, EffectiveCost, BilledCost, ServiceCategory, SubAccountId, Tags)
