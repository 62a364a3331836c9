-- A currency of three capital letters; NULL when it is none.
CREATE TEMP MACRO currency_of(written) AS (
    CASE WHEN regexp_full_match(cleaned(written), '[A-Z]{3}') THEN cleaned(written) END
)
