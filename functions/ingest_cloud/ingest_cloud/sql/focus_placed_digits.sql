-- A number from its significant digits and how many of them stand after the point; NULL when beyond the bounds.
CREATE TEMP MACRO placed_digits(sign, digits, after_point, may_round) AS (
    CASE WHEN digits = '' THEN CAST(0 AS DECIMAL(38, 18))
         WHEN length(digits) - after_point > 20 THEN NULL
         WHEN after_point > 18 THEN CASE WHEN may_round THEN rounded_digits(sign, digits, after_point) END
         WHEN after_point <= 0
         THEN CAST(sign || digits || repeat('0', CAST(-after_point AS BIGINT)) AS DECIMAL(38, 18))
         ELSE CAST(
             sign || left(lpad(digits, 40, '0'), 40 - after_point) || '.' || right(lpad(digits, 40, '0'), after_point)
             AS DECIMAL(38, 18)
         ) END
)
