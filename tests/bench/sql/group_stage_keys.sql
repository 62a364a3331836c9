-- The entity's referential, which is the official one.
INSERT INTO group_staged_key (exchange_id, entity_id, kind, key_id, label, parent_id, mode, detail, version, is_retired)
SELECT %(exchange)s, %(entity)s, k.kind, k.key_id, k.label, k.parent_id, k.mode, k.detail, NULL, false
FROM (SELECT o.kind, o.key_id, o.label, o.parent_id, o.mode, o.detail FROM group_official o WHERE o.kind <> 'application'
      UNION ALL
      SELECT 'application', m.application_id, o.label, NULL, NULL, o.detail
      FROM group_mapping m JOIN group_official o ON o.kind = 'application' AND o.key_id = m.group_application_id
      WHERE m.entity_id = %(entity)s) k
