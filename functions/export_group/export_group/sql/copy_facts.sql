-- The month's facts at the grain of what is shown; the order is part of it, so that the same figures are the same bytes.
COPY (
    SELECT domain_id, family_id, product_id, application_id, environment, consumption_type, consumption_metric,
           trim_scale(sum(quantity)) AS quantity, min(source) AS source
    FROM fact_consumption
    WHERE entity_id = %(entity_id)s AND period_month = %(period_month)s
    GROUP BY domain_id, family_id, product_id, application_id, environment, consumption_type, consumption_metric
    ORDER BY domain_id, family_id NULLS FIRST, product_id NULLS FIRST, application_id, environment, consumption_type, consumption_metric
) TO STDOUT WITH (FORMAT csv, ENCODING 'UTF8')
