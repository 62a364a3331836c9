-- The first version of each pricing view, not yet published: it values every metric.
WITH versions AS (
    INSERT INTO pricing_view_version (pricing_view_id, version, author, reason)
    SELECT pricing_view_id, 1, 'bench', 'bench' FROM pricing_view
    RETURNING version_id
)
INSERT INTO pricing_view_metric (version_id, metric)
SELECT version_id, metric FROM versions CROSS JOIN dim_metric
