-- What functions rely on, one line each: it must still be there when a release has added its own.
SELECT format('relation %s %s', c.relkind, c.relname) AS line
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'S') AND c.relname !~ 'yoyo'
UNION ALL
SELECT format('column %s.%s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod))
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND c.relname !~ 'yoyo'
  AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT format('function %s returns %s', p.oid::regprocedure, pg_get_function_result(p.oid))
FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
UNION ALL
-- ON CONFLICT names its columns.
SELECT format('unique %s %s', i.indrelid::regclass, regexp_replace(pg_get_indexdef(i.indexrelid), '^.* USING ', ''))
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
WHERE c.relnamespace = 'public'::regnamespace AND i.indisunique AND c.relname !~ 'yoyo'
UNION ALL
SELECT format('%s may %s %s', x.grantee::regrole, x.privilege_type, c.relname)
FROM pg_class c CROSS JOIN aclexplode(c.relacl) x
WHERE c.relnamespace = 'public'::regnamespace AND x.grantee <> 0
UNION ALL
SELECT format('%s may %s %s.%s', x.grantee::regrole, x.privilege_type, c.relname, a.attname)
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid CROSS JOIN aclexplode(a.attacl) x
WHERE c.relnamespace = 'public'::regnamespace AND x.grantee <> 0
UNION ALL
SELECT format('%s may %s %s', x.grantee::regrole, x.privilege_type, p.oid::regprocedure)
FROM pg_proc p CROSS JOIN aclexplode(p.proacl) x
WHERE p.pronamespace = 'public'::regnamespace AND x.grantee <> 0
