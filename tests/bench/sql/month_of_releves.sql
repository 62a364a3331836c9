-- Every relevé of the month, as it is staged.
SELECT domain_id, application_key, product_key, environment, metric, quantity FROM bench_releve
ORDER BY domain_id, application_key, product_key
