-- Accepted by the broker.
UPDATE anomaly SET told_at = clock_timestamp() WHERE anomaly_id = %(anomaly_id)s
