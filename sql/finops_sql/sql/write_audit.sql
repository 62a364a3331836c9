-- Keep what was done.
INSERT INTO audit_log (entity_id, actor, action, target, reason, details)
VALUES (%(entity_id)s, %(actor)s, 'referential.load', %(target)s, %(reason)s, %(details)s)
