-- Add up one file's charges of the month: by keys those without fault, and apart from that, by currency alone,
-- every charge with its readable amounts: the source's own total, which knows nothing of keys and faults.
INSERT INTO usage
SELECT $file,
       CASE WHEN grouping(is_sound) = 1 THEN 'source' WHEN is_sound THEN 'releve' ELSE 'rejected' END,
       application_key, product_key, environment,
       CASE WHEN grouping(is_sound) = 1 THEN counted_currency ELSE currency END,
       count(*), sum(quantity_1), sum(quantity_2), sum(quantity_3), sum(quantity_4)
FROM (
    SELECT fault IS NULL AS is_sound,
           CASE WHEN fault IS NULL THEN application_key END AS application_key,
           CASE WHEN fault IS NULL THEN product_key END AS product_key,
           CASE WHEN fault IS NULL THEN environment END AS environment,
           CASE WHEN fault IS NULL THEN currency END AS currency,
           CASE WHEN month IS NOT NULL THEN currency END AS counted_currency,
           quantity_1, quantity_2, quantity_3, quantity_4
    FROM judged_charge
    WHERE month = $month OR month IS NULL
)
GROUP BY GROUPING SETS ((is_sound, application_key, product_key, environment, currency), (counted_currency))
