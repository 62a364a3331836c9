-- A release, which counts once it is applied in the same transaction.
INSERT INTO group_release (version, document, checksum, published_by, reason)
VALUES (%(version)s, %(document)s, %(checksum)s, %(actor)s, %(reason)s)
RETURNING published_at
