-- Hold the month until the commit, its row made where there is none: no run is planned, and nothing published of it.
-- Returned: its status, and the last month that is closed.
WITH held AS (
    INSERT INTO period_status (entity_id, period_month) VALUES (%(entity)s, %(month)s)
    ON CONFLICT (entity_id, period_month) DO UPDATE SET status = period_status.status
    RETURNING status
)
SELECT status, (SELECT max(period_month) FROM period_status
                WHERE entity_id = %(entity)s::text AND status = 'CLOSED') AS last_closed
FROM held
