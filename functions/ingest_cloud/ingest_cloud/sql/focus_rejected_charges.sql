-- The charges of the month that cannot count, as they were read, with those of their amounts that were readable.
SELECT row_number, record, fault, CASE WHEN month IS NOT NULL THEN currency_of(currency_text) END AS counted_currency,
       [cost_1, cost_2, cost_3, cost_4] AS costs, [quantity_1, quantity_2, quantity_3, quantity_4] AS quantities
FROM (
    SELECT *, fault_of(month IS NOT NULL, currency_text, is_number, application_key, product_key, environment) AS fault
    FROM keyed_charge
    WHERE month = $month OR month IS NULL
)
WHERE fault IS NOT NULL
ORDER BY row_number
