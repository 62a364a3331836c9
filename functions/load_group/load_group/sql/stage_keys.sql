-- The keys that were read, as those of this exchange and entity.
INSERT INTO group_staged_key (exchange_id, entity_id, kind, key_id, label, parent_id, mode, detail, version, is_retired)
SELECT %(exchange_id)s, %(entity_id)s, kind, key_id, label, parent_id, mode, detail, version, is_retired
FROM pg_temp.incoming_keys
