-- What a domain has in the month, as `releve_csv` reads it.
COPY (
    SELECT %(period)s::text AS period, application_key AS application, product_key AS product, environment, metric, quantity
    FROM bench_releve WHERE domain_id = %(domain_id)s
) TO STDOUT WITH (FORMAT csv, HEADER)
