-- The same, but what has more than 18 decimals is rounded to them, half to even.
CREATE TEMP MACRO rounded(written) AS coalesce(
    CASE WHEN length(written) - instr(written, '.') <= 18
              AND NOT contains(written, 'e') AND NOT contains(written, 'E') AND NOT contains(written, '_')
         THEN TRY_CAST(written AS DECIMAL(38, 18)) END,
    by_digits(written, true)
)
