-- Aliases that two applications claim, and what stands until somebody decides.
SELECT c.source_system, c.foreign_key, c.claimed_by, c.claimed_application_id, c.standing_application_id,
       claimant.application_label AS claimant_label, standing.application_label AS standing_label
FROM alias_conflict c
LEFT JOIN dim_application claimant ON claimant.application_id = c.claimed_application_id
LEFT JOIN dim_application standing ON standing.application_id = c.standing_application_id
WHERE c.resolved_at IS NULL ORDER BY c.source_system, c.foreign_key, c.claimed_application_id
