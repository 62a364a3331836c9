-- A decimal or an integer as the data mart holds it; NULL beyond its bounds. Given nothing with more than 18 decimals.
CREATE TEMP MACRO exact_decimal(value) AS TRY_CAST(value AS DECIMAL(38, 18))
