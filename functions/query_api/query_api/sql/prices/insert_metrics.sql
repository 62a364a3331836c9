-- The metrics that a version values.
INSERT INTO pricing_view_metric (version_id, metric) SELECT %(version_id)s::bigint, unnest(%(metrics)s::text[])
