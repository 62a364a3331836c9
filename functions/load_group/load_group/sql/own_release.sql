-- The latest release as the entity that this transaction works for may see it.
SELECT version, checksum, published_at, document FROM own_release()
