-- Give every month of the run a status row, so that publishing can lock it. Months close in order: one that comes before a
-- closed one, and of which nothing was ever run, is closed already.
INSERT INTO period_status (entity_id, period_month, status, reason)
SELECT %(entity_id)s, m.period_month, m.status,
       CASE WHEN m.status = 'CLOSED' THEN 'a later month was closed before anything of this one was run' END
FROM (
    SELECT period_month, CASE WHEN EXISTS (SELECT FROM period_status later
                                           WHERE later.entity_id = %(entity_id)s AND later.status = 'CLOSED'
                                             AND later.period_month > asked.period_month)
                              THEN 'CLOSED' ELSE 'OPEN' END AS status
    FROM unnest(%(periods)s::date[]) AS asked (period_month)
    ) m
ON CONFLICT DO NOTHING
