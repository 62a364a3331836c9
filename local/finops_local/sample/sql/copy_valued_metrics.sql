-- The metrics that the version values.
COPY pricing_view_metric (version_id, metric) FROM STDIN
