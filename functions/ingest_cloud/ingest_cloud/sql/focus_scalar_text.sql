-- The text or number at a JSON pointer; NULL for true, false, null, lists, objects and what is not there.
CREATE TEMP MACRO scalar_text(document, pointer) AS (
    CASE WHEN json_type(document, pointer) NOT IN ('BOOLEAN', 'NULL', 'ARRAY', 'OBJECT')
         THEN json_extract_string(document, pointer) END
)
