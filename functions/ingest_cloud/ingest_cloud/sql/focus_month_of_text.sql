-- The month of a date as written (2024-09-01, 2024-09-01 00:00:00, 2024-09-01T00:00:00Z); NULL when it is none.
-- Dates of the step's month in one of these forms take the short way.
CREATE TEMP MACRO month_of_text(written) AS (
    CASE WHEN starts_with(written, getvariable('month_prefix')) AND substr(written, 10, 1) <> ' '
              AND (strlen(written) = 10 OR substr(written, 11, 1) IN ('T', ' '))
              AND TRY_CAST(written AS TIMESTAMP) IS NOT NULL
         THEN CAST(getvariable('month_prefix') || '01' AS DATE)
         WHEN regexp_full_match(trim(written), '2[01][0-9]{2}-[0-9]{2}-[0-9]{2}([T ].*)?')
         THEN CAST(date_trunc('month', TRY_CAST(trim(written) AS TIMESTAMP)) AS DATE) END
)
