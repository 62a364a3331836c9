-- Two prices of a version for one month, if there are any: the first by key, with the first month that both name.
SELECT priced_key, metric, first_month
FROM (SELECT coalesce(product_id, domain_id, metric) AS priced_key, metric, first_month,
             lag(coalesce(last_month, 'infinity')) OVER (PARTITION BY product_id, domain_id, metric
                                                         ORDER BY first_month) AS last_month_before
      FROM unit_price WHERE version_id = %(version_id)s) p
WHERE last_month_before >= first_month
ORDER BY priced_key, metric, first_month
LIMIT 1
