-- What tables demand of whoever writes them: a release may add demands to tables of its own only.
SELECT c.relname AS relation, format('%s must not be null', a.attname) AS demand
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
  AND a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' AND c.relname !~ 'yoyo'
UNION ALL
SELECT r.relname, pg_get_constraintdef(c.oid)
FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
WHERE c.connamespace = 'public'::regnamespace AND c.contype <> 'n' AND r.relname !~ 'yoyo'
UNION ALL
SELECT t.typname, pg_get_constraintdef(c.oid)
FROM pg_constraint c JOIN pg_type t ON t.oid = c.contypid WHERE c.connamespace = 'public'::regnamespace
UNION ALL
SELECT r.relname, 'unique ' || regexp_replace(pg_get_indexdef(i.indexrelid), '^.* USING ', '')
FROM pg_index i JOIN pg_class r ON r.oid = i.indrelid
WHERE r.relnamespace = 'public'::regnamespace AND i.indisunique AND r.relname !~ 'yoyo'
UNION ALL
SELECT r.relname, pg_get_triggerdef(t.oid)
FROM pg_trigger t JOIN pg_class r ON r.oid = t.tgrelid
WHERE r.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal
