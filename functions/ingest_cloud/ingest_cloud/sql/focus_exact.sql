-- A number exactly as written, or NULL: the bounds and notations of finops_contract.quantity. A plain cast would
-- round what has more than 18 decimals and take 1_000 for a number, so it only gets what it cannot change. The rest
-- goes by its digits.
CREATE TEMP MACRO exact(written) AS coalesce(
    CASE WHEN length(written) - instr(written, '.') <= 18
              AND NOT contains(written, 'e') AND NOT contains(written, 'E') AND NOT contains(written, '_')
         THEN TRY_CAST(written AS DECIMAL(38, 18)) END,
    by_digits(written, false)
)
