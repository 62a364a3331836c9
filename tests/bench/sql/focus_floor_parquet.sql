-- The same of a Parquet file.
SELECT json_extract_string(TRY_CAST(nullif(Tags, 'NULL') AS JSON), '$.application') AS application, ServiceCategory,
       json_extract_string(TRY_CAST(nullif(Tags, 'NULL') AS JSON), '$.environment') AS environment, BillingCurrency,
       sum(CAST(EffectiveCost AS DECIMAL(38, 18))) AS effective, sum(CAST(BilledCost AS DECIMAL(38, 18))) AS billed
FROM read_parquet($path)
WHERE date_trunc('month', CAST(BillingPeriodStart AS TIMESTAMP)) = DATE '2024-09-01'
GROUP BY ALL
ORDER BY ALL
