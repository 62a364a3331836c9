-- Every charge with its month, its currency and its amounts read, and what is wrong with it, if anything.
CREATE OR REPLACE TEMP VIEW judged_charge AS
SELECT *,
       CASE WHEN month IS NULL THEN 'bad_month'
            WHEN currency IS NULL THEN 'bad_currency'
            WHEN quantity_1 IS NULL OR quantity_2 IS NULL OR quantity_3 IS NULL OR quantity_4 IS NULL
            THEN 'bad_number'
            WHEN length(application_key) > 512 OR contains(application_key, chr(0)) THEN 'bad_key'
            WHEN length(product_key) > 512 OR contains(product_key, chr(0)) THEN 'bad_key'
            WHEN length(environment) > 512 OR contains(environment, chr(0)) THEN 'bad_key'
       END AS fault
FROM (
    SELECT row_number, record, cost_1, cost_2, cost_3, cost_4,
           application_key, product_key, lower(environment) AS environment,
           month_of(month_text) AS month,
           CASE WHEN regexp_full_match(currency_text, '[A-Z]{3}') THEN currency_text END AS currency,
           exact(cost_1) AS quantity_1, exact(cost_2) AS quantity_2,
           exact(cost_3) AS quantity_3, exact(cost_4) AS quantity_4
    FROM charge
)
