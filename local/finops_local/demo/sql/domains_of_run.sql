-- What each domain of a run gave, its months together, and how many of its totals add up exactly (I1).
SELECT s.domain_id, d.domain_label, d.domain_mode, d.connector, sum(s.records)::bigint AS records,
       sum(s.rows)::bigint AS releves, sum(s.rejects)::bigint AS rejects, sum(t.totals)::bigint AS totals,
       sum(t.exact)::bigint AS exact
FROM etl_run_steps s
JOIN dim_domain d USING (domain_id)
CROSS JOIN LATERAL (
    SELECT count(*) AS totals,
           count(*) FILTER (WHERE (e.value ->> 'source')::numeric = (e.value ->> 'allocated')::numeric
                                  + (e.value ->> 'unallocated')::numeric + (e.value ->> 'rejected')::numeric) AS exact
    FROM jsonb_each(s.totals) e) t
WHERE s.run_id = %(run_id)s
GROUP BY s.domain_id, d.domain_label, d.domain_mode, d.connector ORDER BY s.domain_id
