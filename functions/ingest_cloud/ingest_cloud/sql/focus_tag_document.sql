-- JSON tags of either shape as an object; NULL for JSON that is none.
CREATE TEMP MACRO tag_document(tags) AS (
    CASE WHEN starts_with(tags, '{') THEN tags WHEN starts_with(tags, '[') THEN tag_list_object(tags) END
)
