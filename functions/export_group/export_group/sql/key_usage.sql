-- How many facts of a month name each key.
SELECT CASE WHEN grouping(domain_id) = 0 THEN 'domain' WHEN grouping(family_id) = 0 THEN 'family'
            WHEN grouping(product_id) = 0 THEN 'product' WHEN grouping(application_id) = 0 THEN 'application'
            ELSE 'metric' END AS kind,
       coalesce(domain_id, family_id, product_id, application_id, consumption_metric) AS key_id, count(*) AS facts
FROM fact_consumption
WHERE entity_id = %(entity_id)s AND period_month = %(period_month)s
GROUP BY GROUPING SETS ((domain_id), (family_id), (product_id), (application_id), (consumption_metric))
HAVING coalesce(domain_id, family_id, product_id, application_id, consumption_metric) IS NOT NULL
