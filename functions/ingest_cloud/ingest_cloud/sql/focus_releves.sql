-- The sums of all files by key, environments under our names, in an order that depends on nothing else.
SELECT application_key, product_key,
       coalesce(map($sources::VARCHAR[], $names::VARCHAR[])[environment], environment, $shared) AS environment,
       currency, sum(quantity_1) AS quantity_1, sum(quantity_2) AS quantity_2,
       sum(quantity_3) AS quantity_3, sum(quantity_4) AS quantity_4
FROM usage
WHERE kind = 'releve'
GROUP BY 1, 2, 3, 4
ORDER BY 1 NULLS LAST, 2 NULLS LAST, 3, 4
