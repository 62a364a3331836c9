-- The prices of a version, many at once.
COPY unit_price (version_id, product_id, domain_id, metric, unit_price, first_month, last_month) FROM STDIN
