-- Map what a source calls an application, by hand: no feed overwrites it, its conflicts are settled. No row: no such one.
WITH application AS (
    SELECT application_id, application_label FROM dim_application WHERE application_id = %(application_id)s
),
before AS (
    SELECT application_id, claimed_by FROM application_alias
    WHERE source_system = %(source_system)s AND foreign_key = %(foreign_key)s
),
mapped AS (
    INSERT INTO application_alias (source_system, foreign_key, application_id, claimed_by)
    SELECT %(source_system)s, %(foreign_key)s, application_id, 'admin' FROM application
    ON CONFLICT (source_system, foreign_key) DO UPDATE
    SET application_id = excluded.application_id, claimed_by = excluded.claimed_by
    RETURNING source_system, foreign_key, application_id
),
settled AS (
    UPDATE alias_conflict c SET resolved_at = clock_timestamp()
    FROM mapped m
    WHERE c.source_system = m.source_system AND c.foreign_key = m.foreign_key AND c.resolved_at IS NULL
    RETURNING c.claimed_application_id
),
audited AS (
    INSERT INTO audit_log (entity_id, actor, action, target, reason, details)
    SELECT %(entity)s, %(actor)s, 'alias.mapped', m.source_system || '/' || m.foreign_key, %(reason)s,
           jsonb_build_object('application_id', m.application_id, 'before', (SELECT to_jsonb(b) FROM before b),
                              'settled', (SELECT count(*) FROM settled))
    FROM mapped m
)
SELECT json_build_object('data', json_build_object(
    'sourceSystem', m.source_system, 'foreignKey', m.foreign_key, 'applicationId', m.application_id,
    'applicationLabel', a.application_label, 'previousApplicationId', (SELECT application_id FROM before),
    'settledConflicts', (SELECT count(*) FROM settled), 'runAgain', %(run_again)s::json))::text AS answer
FROM mapped m CROSS JOIN application a
