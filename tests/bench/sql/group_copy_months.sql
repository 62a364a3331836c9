-- What says of a month that every entity sent it, and what its prices are, once more for each of these months.
WITH copied AS MATERIALIZED (
    SELECT x::group_exchange AS exchange, m.period_month, gen_random_uuid() AS exchange_id, gen_random_uuid() AS run_id
    FROM (SELECT DISTINCT ON (entity_id) * FROM group_exchange
          WHERE period_month = %(source)s ORDER BY entity_id, generation DESC) x
    CROSS JOIN unnest(%(months)s::date[]) AS m (period_month)
), exchanges AS (
    INSERT INTO group_exchange
    SELECT (jsonb_populate_record(c.exchange, jsonb_build_object(
                'exchange_id', c.exchange_id, 'period_month', c.period_month, 'run_id', gen_random_uuid(), 'group_run_id', c.run_id))).*
    FROM copied c
), runs AS (
    INSERT INTO etl_runs
    SELECT (jsonb_populate_record(r, jsonb_build_object(
                'run_id', c.run_id, 'event_id', c.exchange_id, 'periods', jsonb_build_array(c.period_month)))).*
    FROM copied c
    JOIN etl_runs r ON r.run_id = (c.exchange).group_run_id
), prices AS (
    INSERT INTO exchanged_price_month
    SELECT (jsonb_populate_record(p, jsonb_build_object('period_month', m.period_month))).*
    FROM exchanged_price_month p
    CROSS JOIN unnest(%(months)s::date[]) AS m (period_month)
    WHERE p.period_month = %(source)s
)
INSERT INTO slice_publication
SELECT (jsonb_populate_record(s, jsonb_build_object('period_month', c.period_month, 'run_id', c.run_id))).*
FROM copied c
JOIN slice_publication s ON s.entity_id = (c.exchange).entity_id AND s.period_month = %(source)s
