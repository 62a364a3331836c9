-- A number with more than 18 decimals, rounded to 18, half to even: its digits as a whole number of 10^-18, and one
-- more when what is cut off is above half, or half of an odd one. The digits end with no zero, so that half is `5`.
-- The point is set by hand: with an exponent of -18 DuckDB casts no number of 100 and more.
CREATE TEMP MACRO rounded_digits(sign, digits, after_point) AS (
    CASE WHEN after_point - length(digits) > 18 THEN CAST(0 AS DECIMAL(38, 18))
         ELSE list_transform(
             [lpad(CAST(
                 TRY_CAST('0' || left(digits, length(digits) - (after_point - 18)) AS HUGEINT)
                 + CASE WHEN length(digits) < after_point - 18 THEN 0
                        WHEN digits[length(digits) - (after_point - 19)] < '5' THEN 0
                        WHEN digits[length(digits) - (after_point - 19):] <> '5' THEN 1
                        ELSE TRY_CAST('0' || left(digits, length(digits) - (after_point - 18)) AS HUGEINT) % 2 END
                 AS VARCHAR), 40, '0')],
             lambda whole: TRY_CAST(sign || left(whole, 22) || '.' || right(whole, 18) AS DECIMAL(38, 18))
         )[1] END
)
