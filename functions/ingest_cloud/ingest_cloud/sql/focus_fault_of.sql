-- Why a charge cannot count; NULL when it can. `has_month`: it could be read; `is_number`: all its amounts could.
CREATE TEMP MACRO fault_of(has_month, currency_text, is_number, application_key, product_key, environment) AS (
    CASE WHEN NOT has_month THEN 'bad_month'
         WHEN currency_of(currency_text) IS NULL THEN 'bad_currency'
         WHEN NOT is_number THEN 'bad_number'
         WHEN length(application_key) > 512 OR contains(application_key, chr(0)) THEN 'bad_key'
         WHEN length(product_key) > 512 OR contains(product_key, chr(0)) THEN 'bad_key'
         WHEN length(environment) > 512 OR contains(environment, chr(0)) THEN 'bad_key' END
)
