-- Keep what an admin did.
INSERT INTO audit_log (entity_id, actor, action, target, reason, details)
VALUES (%(entity)s, %(actor)s, %(action)s, %(target)s, %(reason)s, %(details)s)
