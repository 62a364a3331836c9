-- Say of every month of history that a run published it, all domains of it.
WITH published AS (
    INSERT INTO publication (entity_id, generation, run_id, published_at)
    VALUES (%(entity_id)s, 1, gen_random_uuid(), now())
    ON CONFLICT (entity_id) DO UPDATE SET generation = publication.generation + 1
    RETURNING run_id, generation, published_at
)
INSERT INTO slice_publication (entity_id, period_month, domain_id, run_id, generation, published_at)
SELECT %(entity_id)s, month, d.domain_id, p.run_id, p.generation, p.published_at
FROM published p CROSS JOIN unnest(%(months)s::date[]) AS month CROSS JOIN dim_domain d
ON CONFLICT DO NOTHING
