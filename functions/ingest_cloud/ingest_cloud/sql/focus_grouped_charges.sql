-- One file's charges added up by what the rules found, before anything is made of it: there are few of these, however
-- many charges. Rolled up by month and currency alone: the source's own total, before rules and faults part the groups.
-- `place` is 1 for the step's month, 0 for no month that can be read, 2 for another month: that is only counted.
SELECT grouping(found) = 1 AS is_source, place, found, currency_text, is_number, count(*) AS records,
       sum(quantity_1) AS quantity_1, sum(quantity_2) AS quantity_2,
       sum(quantity_3) AS quantity_3, sum(quantity_4) AS quantity_4
FROM (
    SELECT place, currency_text, is_number,
           CASE WHEN place < 2 THEN found END AS found,
           CASE WHEN place < 2 THEN quantity_1 END AS quantity_1, CASE WHEN place < 2 THEN quantity_2 END AS quantity_2,
           CASE WHEN place < 2 THEN quantity_3 END AS quantity_3, CASE WHEN place < 2 THEN quantity_4 END AS quantity_4
    FROM (SELECT *, CASE WHEN month = $month THEN 1 WHEN month IS NULL THEN 0 ELSE 2 END AS place FROM charge)
)
GROUP BY GROUPING SETS ((place, found, currency_text, is_number), (place, currency_text))
