-- Microsoft exports: decimal(38, 18), dates with a zone, tags as JSON text.
SELECT * FROM (VALUES
    (TIMESTAMPTZ '2024-09-01 00:00:00+00', 'EUR', 12345678901234567890.123456789012345678::DECIMAL(38, 18), -0.000000000000000001::DECIMAL(38, 18), 'Compute', '{"application": "A"}'),
    (TIMESTAMPTZ '2024-09-01 00:00:00+00', 'EUR', 1.1::DECIMAL(38, 18), NULL, 'Compute', '{"application": "A"}')
) AS bill(BillingPeriodStart, BillingCurrency, EffectiveCost, BilledCost, ServiceCategory, Tags)
