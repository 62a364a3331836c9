-- Exporters that write costs as text, as whole numbers, or with more decimals than can be held.
SELECT * FROM (VALUES
    ('2024-09-01', 'EUR', '1.5e-3', 3::BIGINT, 0.10000000000000000000::DECIMAL(38, 20), 'Compute', 'NULL'),
    ('2024-09-01', 'EUR', 'n/a', 4::BIGINT, 0.00000000000000000001::DECIMAL(38, 20), 'Compute', 'NULL')
) AS bill(BillingPeriodStart, BillingCurrency, EffectiveCost, BilledCost, ListCost, ServiceCategory, Tags)
