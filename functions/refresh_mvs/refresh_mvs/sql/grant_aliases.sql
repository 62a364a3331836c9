-- The aliases that nobody had and one application claims. One that was mapped meanwhile is a serialization failure: again.
INSERT INTO application_alias (source_system, foreign_key, application_id, claimed_by)
SELECT source_system, foreign_key, application_id, claimed_by
FROM alias_claim(%(run_id)s) WHERE outcome = 'granted'
ON CONFLICT (source_system, foreign_key) DO NOTHING
