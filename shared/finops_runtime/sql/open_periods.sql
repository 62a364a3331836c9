-- Give every month of the run a status row, so that publishing can lock it.
INSERT INTO period_status (entity_id, period_month)
SELECT %(entity_id)s, period_month FROM unnest(%(periods)s::date[]) AS period_month
ON CONFLICT DO NOTHING
