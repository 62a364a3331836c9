-- Stage relevés.
COPY staged_releve (run_id, domain_id, period_month, application_key, product_key, environment, metric, quantity, source)
FROM STDIN
