-- What stands under a tag's key, `pointer` being `name` as a JSON pointer. Almost always a text: one parse tells.
CREATE TEMP MACRO raw_tag(tags, name, pointer) AS (
    CASE WHEN starts_with(tags, '[') THEN listed_tag(tags, name) ELSE json_extract_string(tags, pointer) END
)
