-- Tags when they are JSON; any other text holds none.
CREATE TEMP MACRO json_tags(value) AS (CASE WHEN json_valid(value) THEN value END)
