-- A tag from [{"key": "key", "value": "value"}]: the first of that key that has a value.
CREATE TEMP MACRO listed_tag(tags, name) AS (
    list_filter(
        list_transform(
            list_filter(json_extract(tags, '$[*]'), lambda pair: json_extract_string(pair, '/key') = name),
            lambda pair: object_tag(pair, '/value')
        ),
        lambda value: trim(value) NOT IN ('', 'NULL')
    )[1]
)
