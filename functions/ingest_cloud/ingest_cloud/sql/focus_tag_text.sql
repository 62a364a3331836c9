-- The text or number that stands under a tag's key, by itself or as {"value": ...}; `found` is JSON.
CREATE TEMP MACRO tag_text(found) AS coalesce(scalar_text(found, '$'), scalar_text(found, '$.value'))
