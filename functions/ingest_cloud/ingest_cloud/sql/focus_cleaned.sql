-- A text without the space around it; NULL when nothing is left, or only the word NULL, as some exporters write it.
-- Most texts begin and end with a visible ASCII character, and looking whether they do is ten times as fast as trim.
CREATE TEMP MACRO cleaned(value) AS (
    nullif(nullif(
        CASE WHEN ascii(value) BETWEEN 33 AND 126 AND ascii(right(value, 1)) BETWEEN 33 AND 126 THEN value
             ELSE trim(value, getvariable('whitespace')) END,
    ''), 'NULL')
)
