-- Claims that are refused: of an alias that another application has, or that nobody has and several want.
INSERT INTO alias_conflict AS c (source_system, foreign_key, claimed_application_id, claimed_by, standing_application_id,
                                 first_seen, last_seen, run_id)
SELECT source_system, foreign_key, application_id, claimed_by, standing_id,
       transaction_timestamp(), transaction_timestamp(), %(run_id)s
FROM alias_claim(%(run_id)s)
WHERE outcome = 'refused'
ON CONFLICT (source_system, foreign_key, claimed_application_id, claimed_by) DO UPDATE
SET standing_application_id = excluded.standing_application_id, last_seen = excluded.last_seen,
    run_id = excluded.run_id, resolved_at = NULL,
    first_seen = CASE WHEN c.resolved_at IS NULL THEN c.first_seen ELSE excluded.first_seen END
