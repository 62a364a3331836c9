-- Per domain and metric of one month of a run: what the source holds and where it went, exactly (I1).
SELECT s.domain_id, t.key AS metric,
       (t.value ->> 'source')::numeric AS source, (t.value ->> 'allocated')::numeric AS allocated,
       (t.value ->> 'unallocated')::numeric AS unallocated, (t.value ->> 'rejected')::numeric AS rejected
FROM etl_run_steps s CROSS JOIN LATERAL jsonb_each(s.totals) t
WHERE s.run_id = %(run_id)s AND s.period_month = %(period)s
ORDER BY s.domain_id, t.key
