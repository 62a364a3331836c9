-- What readers see: the generation, which run published it and when; no row before the first publication.
SELECT generation, run_id, published_at FROM publication WHERE entity_id = %(entity_id)s
