-- One manifest of an entity's month at a time; the lock ends with the transaction.
SELECT pg_advisory_xact_lock(hashtextextended(%(entity_id)s || '/' || %(period_month)s::date, 24))
