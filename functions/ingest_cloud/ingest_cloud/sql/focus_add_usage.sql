-- Keep what one file adds up to: by keys what is sound, the rest as rejected, and the source's own totals.
INSERT INTO usage
SELECT $file, kind,
       CASE WHEN kind = 'releve' THEN application_key END, CASE WHEN kind = 'releve' THEN product_key END,
       CASE WHEN kind = 'releve' THEN lower(environment) END,
       CASE WHEN kind <> 'source' OR place = 1 THEN currency_of(currency_text) END,
       sum(records), sum(quantity_1), sum(quantity_2), sum(quantity_3), sum(quantity_4)
FROM (
    SELECT *,
           CASE WHEN place = 2 THEN CASE WHEN is_source THEN 'elsewhere' END
                WHEN is_source THEN 'source'
                WHEN fault_of(place = 1, currency_text, is_number, application_key, product_key, environment) IS NULL
                THEN 'releve' ELSE 'rejected' END AS kind
    FROM keyed_group
)
WHERE kind IS NOT NULL
GROUP BY ALL
