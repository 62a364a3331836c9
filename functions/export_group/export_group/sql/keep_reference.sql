-- A release that was fetched; also an older one, since a group may have been restored from a backup.
INSERT INTO group_reference (entity_id, version, checksum, document, fetched_at, etag)
VALUES (%(entity_id)s, %(version)s, %(checksum)s, %(document)s, clock_timestamp(), %(etag)s)
ON CONFLICT (entity_id) DO UPDATE
SET version = excluded.version, checksum = excluded.checksum, document = excluded.document, fetched_at = excluded.fetched_at,
    etag = excluded.etag
