-- Which of the months are closed. FOR SHARE: none of the others closes before the run is planned.
WITH locked AS (
    SELECT period_month, status FROM period_status
    WHERE entity_id = %(entity_id)s AND period_month = ANY (%(periods)s::date[])
    ORDER BY period_month
    FOR SHARE
)
SELECT period_month FROM locked WHERE status = 'CLOSED' ORDER BY period_month
