-- Unit prices by product, costs of INDIRECT domains by month, and rates of metrics that are money.
COPY unit_price (version_id, product_id, domain_id, metric, unit_price, first_month, last_month) FROM STDIN
