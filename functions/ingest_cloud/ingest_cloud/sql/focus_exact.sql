-- A number exactly as written, or NULL: the bounds and notations of finops_contract.quantity. A plain cast would
-- round what has more than 18 decimals and take 1_000 for a number, so it only gets what it cannot change.
-- The list of one is there for its lambda: a macro's argument is evaluated again wherever the macro names it.
CREATE TEMP MACRO exact(written) AS (
    CASE WHEN regexp_full_match(written, '[+-]?[0-9]{1,20}(\.[0-9]{0,18})?') THEN CAST(written AS DECIMAL(38, 18))
         ELSE list_transform([number_parts(written)], lambda parts: exact_from_parts(parts))[1] END
)
