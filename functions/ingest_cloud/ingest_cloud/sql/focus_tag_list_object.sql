-- Tags [{"key": ..., "value": ...}] as one object, those without a value left out. Of two with one key the first counts.
CREATE TEMP MACRO tag_list_object(tags) AS (
    '{' || array_to_string(
        list_transform(
            list_filter(
                json_extract(tags, '$[*]'),
                lambda pair: scalar_text(pair, '$.key') IS NOT NULL
                    AND trim(tag_text(json_extract(pair, '$.value'))) NOT IN ('', 'NULL')
            ),
            lambda pair: CAST(json_extract(pair, '$.key') AS VARCHAR) || ':'
                || CAST(json_extract(pair, '$.value') AS VARCHAR)
        ), ','
    ) || '}'
)
