-- What readers of a group see now: it rises with each publication of any entity, and with each release.
-- Sent as it is, without psycopg's placeholders: $1 is the group, which has no row of its own.
SELECT coalesce(sum(generation), 0)::bigint AS generation,
       coalesce(md5(string_agg(entity_id || ' ' || xmin::text, ',' ORDER BY entity_id)), '') AS stamp
FROM publication WHERE $1::text IS NOT NULL
