-- What readers see now. The stamp is another one whenever the row was written, also by a restored backup.
-- Sent as it is, without psycopg's placeholders: $1 is the entity.
SELECT generation, xmin::text AS stamp FROM publication WHERE entity_id = $1::text
