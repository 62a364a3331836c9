-- The FOCUS bill of $month, of $charges charges with every column of version 1.0: 3,000 applications, 50,000 hosts in the tags, two
-- currencies, every tenth charge without tags, every fiftieth a credit.
SELECT 'az-' || (i % 3) AS AvailabilityZone,
       format('{}.{:010d}', i % 1000, (i * 7919) % 10000000000) AS BilledCost,
       '1234567890' AS BillingAccountId, 'Acme' AS BillingAccountName,
       CASE i % 3 WHEN 0 THEN 'EUR' ELSE 'USD' END AS BillingCurrency,
       strftime(CAST($month || '-01' AS DATE) + INTERVAL 1 MONTH, '%Y-%m-%d 00:00:00') AS BillingPeriodEnd,
       $month || '-01 00:00:00' AS BillingPeriodStart,
       CASE i % 50 WHEN 0 THEN 'Credit' ELSE 'Usage' END AS ChargeCategory, '' AS ChargeClass,
       'a charge of the kind ' || (i % 97) AS ChargeDescription, 'Usage-Based' AS ChargeFrequency,
       $month || '-0' || (1 + i % 9) || ' 01:00:00' AS ChargePeriodEnd,
       $month || '-0' || (1 + i % 9) || ' 00:00:00' AS ChargePeriodStart,
       '' AS CommitmentDiscountCategory, '' AS CommitmentDiscountId, '' AS CommitmentDiscountName,
       '' AS CommitmentDiscountStatus, '' AS CommitmentDiscountType,
       '1' AS ConsumedQuantity, 'Hours' AS ConsumedUnit,
       format('{}.{:010d}', i % 1000, (i * 7919) % 10000000000) AS ContractedCost, '1.5' AS ContractedUnitPrice,
       CASE i % 50 WHEN 0 THEN '-' ELSE '' END || format('{}.{:010d}', i % 977, (i * 104729) % 10000000000)
           AS EffectiveCost,
       'Acme Cloud' AS InvoiceIssuerName,
       format('{}.{:010d}', i % 1000, (i * 7919) % 10000000000) AS ListCost, '1.5' AS ListUnitPrice,
       'Standard' AS PricingCategory, '1' AS PricingQuantity, 'Hours' AS PricingUnit,
       ['AWS', 'Microsoft'][1 + i % 2] AS ProviderName, ['AWS', 'Microsoft'][1 + i % 2] AS PublisherName,
       'eu-west-3' AS RegionId, 'Paris' AS RegionName,
       'arn:aws:ec2:eu-west-3:123456789012:instance/i-' || md5(CAST(i AS VARCHAR)) AS ResourceId,
       'host-' || (i % 50000) AS ResourceName, 'Instance' AS ResourceType,
       ['Compute', 'Storage', 'Databases', 'Networking'][1 + i % 4] AS ServiceCategory,
       'service ' || (i % 40) AS ServiceName, 'sku-' || (i % 400) AS SkuId, 'price-' || (i % 400) AS SkuPriceId,
       'account-' || (i % 120) AS SubAccountId, 'Account ' || (i % 120) AS SubAccountName,
       CASE i % 10 WHEN 0 THEN 'NULL'
            ELSE '{"application": "app-' || (i % 3000) || '", "environment": "' || ['prod', 'dev', 'test'][1 + i % 3]
                || '", "Name": "host-' || (i % 50000) || '", "owner": "team-' || (i % 200) || '"}' END AS Tags
FROM range($charges) AS charge(i)
