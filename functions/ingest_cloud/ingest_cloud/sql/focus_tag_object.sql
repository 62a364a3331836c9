-- Tags as a JSON object: written as one, as a list of pairs, or as either within a JSON text; any other text holds none.
CREATE TEMP MACRO tag_object(written) AS (
    CASE WHEN starts_with(written, '{') THEN CASE WHEN json_valid(written) THEN written END
         WHEN NOT json_valid(cleaned(written)) THEN NULL
         WHEN NOT starts_with(cleaned(written), '"') THEN tag_document(cleaned(written))
         WHEN json_valid(json_extract_string(cleaned(written), '$'))
         THEN tag_document(trim(json_extract_string(cleaned(written), '$'))) END
)
