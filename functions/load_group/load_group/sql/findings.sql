-- Where its referential is not the official one: what blocks first, then what most facts are of.
SELECT check_name, kind, key_id, label, severity, expected, found, facts
FROM group_finding
WHERE exchange_id = %(exchange_id)s
ORDER BY severity = 'blocking' DESC, facts DESC, check_name, kind, key_id
LIMIT %(most)s
