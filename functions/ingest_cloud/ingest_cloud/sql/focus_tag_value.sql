-- The value of a tag from what stands under its key: looked at again where the text of a text and that of another
-- kind of value can be the same.
CREATE TEMP MACRO tag_value(raw, tags, pointer) AS (
    CASE WHEN starts_with(tags, '[') THEN raw
         WHEN raw IN ('true', 'false') OR starts_with(raw, '{') OR starts_with(raw, '[') THEN object_tag(tags, pointer)
         ELSE raw END
)
