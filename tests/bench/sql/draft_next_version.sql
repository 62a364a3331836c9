-- A draft of the next version of a pricing view, which values the same metrics.
WITH draft AS (
    INSERT INTO pricing_view_version (pricing_view_id, version, author, reason)
    SELECT pricing_view_id, version + 1, 'bench', 'bench' FROM pricing_view_current
    WHERE pricing_view_id = %(pricing_view_id)s
    RETURNING version_id, version, pricing_view_id
), metrics AS (
    INSERT INTO pricing_view_metric (version_id, metric)
    SELECT d.version_id, m.metric
    FROM draft d
    JOIN pricing_view_current c ON c.pricing_view_id = d.pricing_view_id
    JOIN pricing_view_metric m ON m.version_id = c.version_id
)
SELECT version_id, version FROM draft
