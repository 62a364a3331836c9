-- What readers see from the commit on.
INSERT INTO publication (entity_id, generation, run_id, published_at)
VALUES (%(entity_id)s, 1, %(run_id)s, clock_timestamp())
ON CONFLICT (entity_id) DO UPDATE
SET generation = publication.generation + 1, run_id = excluded.run_id, published_at = excluded.published_at
RETURNING generation
