-- Which keys of a month's sources no alias knows, by domain, with the first few.
SELECT u.domain_id, u.source_system, u.kind, count(DISTINCT u.foreign_key) AS keys,
       string_agg(DISTINCT u.foreign_key, ', ') AS examples, bool_or(u.foreign_key IS NULL) AS some_name_none
FROM unknown_key u
WHERE u.period_month = %(period)s
GROUP BY u.domain_id, u.source_system, u.kind ORDER BY u.domain_id, u.source_system, u.kind
