-- How many months the group has not acknowledged, and how long the first of them has waited.
-- What the group does not expect waits for nothing.
SELECT count(*) AS months, coalesce(extract(epoch FROM clock_timestamp() - min(wanted_since)), 0)::float AS seconds
FROM group_outbox
WHERE entity_id = %(entity_id)s
  AND (is_wanted OR status IN ('RECEIVING', 'LOADED', 'FAILED', 'ABANDONED')
       OR status = 'REFUSED' AND error_code IS DISTINCT FROM 'month_not_expected')
