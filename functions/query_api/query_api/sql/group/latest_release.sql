-- The release that counts now, to compare another with. No row: there is none.
SELECT version, checksum, document FROM group_release ORDER BY version DESC LIMIT 1
