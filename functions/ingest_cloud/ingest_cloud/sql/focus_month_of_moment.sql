-- The month of a Parquet date or timestamp; NULL when it is none that a charge can have.
CREATE TEMP MACRO month_of_moment(moment) AS (
    CASE WHEN year(moment) BETWEEN 2000 AND 2199 THEN CAST(date_trunc('month', moment) AS DATE) END
)
