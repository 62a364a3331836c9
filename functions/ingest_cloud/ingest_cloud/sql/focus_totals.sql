-- One file's source totals by currency (NULL: charges whose amount counts for none), its rejected charges, and those
-- of other months, as numbers of records.
SELECT kind, currency, sum(records) AS records,
       sum(quantity_1) AS quantity_1, sum(quantity_2) AS quantity_2,
       sum(quantity_3) AS quantity_3, sum(quantity_4) AS quantity_4
FROM usage
WHERE file = $file AND kind <> 'releve'
GROUP BY kind, currency
ORDER BY kind, currency NULLS LAST
