-- The month of a date as written (2024-09-01, 2024-09-01 00:00:00, 2024-09-01T00:00:00Z); NULL when it is none.
CREATE TEMP MACRO month_of(written) AS (
    CASE WHEN regexp_full_match(trim(written), '2[01][0-9]{2}-[0-9]{2}-[0-9]{2}([T ].*)?')
         THEN CAST(date_trunc('month', TRY_CAST(trim(written) AS TIMESTAMP)) AS DATE) END
)
