-- Keep how complete the relevés of a step are: per metric, how many and how much has no application, product, environment.
-- Magnitudes, not sums: credits would hide what they balance.
WITH counted AS (
    SELECT metric, count(*) AS rows, sum(abs(quantity)) AS magnitude,
           count(*) FILTER (WHERE application_key IS NULL) AS application_rows,
           coalesce(sum(abs(quantity)) FILTER (WHERE application_key IS NULL), 0) AS application_magnitude,
           count(*) FILTER (WHERE product_key IS NULL) AS product_rows,
           coalesce(sum(abs(quantity)) FILTER (WHERE product_key IS NULL), 0) AS product_magnitude,
           count(*) FILTER (WHERE environment = 'shared') AS environment_rows,
           coalesce(sum(abs(quantity)) FILTER (WHERE environment = 'shared'), 0) AS environment_magnitude
    FROM staged_releve
    WHERE run_id = %(run_id)s AND domain_id = %(domain_id)s AND period_month = %(period_month)s
    GROUP BY metric
)
UPDATE etl_run_steps
SET quality = (
    SELECT coalesce(jsonb_object_agg(metric, jsonb_build_object(
        'rows', rows, 'magnitude', magnitude::text,
        'no_application', jsonb_build_object('rows', application_rows, 'magnitude', application_magnitude::text),
        'no_product', jsonb_build_object('rows', product_rows, 'magnitude', product_magnitude::text),
        'no_environment', jsonb_build_object('rows', environment_rows, 'magnitude', environment_magnitude::text))), '{}')
    FROM counted)
WHERE run_id = %(run_id)s AND domain_id = %(domain_id)s AND period_month = %(period_month)s
