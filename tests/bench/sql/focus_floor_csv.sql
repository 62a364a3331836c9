-- What anybody would write in DuckDB: the same file, columns, keys and sums, exact as long as nothing is odd.
SELECT json_extract_string(TRY_CAST(nullif(Tags, 'NULL') AS JSON), '$.application') AS application, ServiceCategory,
       json_extract_string(TRY_CAST(nullif(Tags, 'NULL') AS JSON), '$.environment') AS environment, BillingCurrency,
       sum(CAST(EffectiveCost AS DECIMAL(38, 18))) AS effective, sum(CAST(BilledCost AS DECIMAL(38, 18))) AS billed
FROM read_csv($path, all_varchar = true)
WHERE date_trunc('month', CAST(BillingPeriodStart AS TIMESTAMP)) = DATE '2024-09-01'
GROUP BY ALL
ORDER BY ALL
