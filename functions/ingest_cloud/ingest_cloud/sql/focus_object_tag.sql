-- A tag from {"key": "value"} or {"key": {"value": "value"}}.
CREATE TEMP MACRO object_tag(tags, pointer) AS (
    coalesce(scalar_text(tags, pointer), scalar_text(tags, pointer || '/value'))
)
