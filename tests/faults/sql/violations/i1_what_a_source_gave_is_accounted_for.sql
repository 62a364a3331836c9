-- I1: per step and metric of what is published: source = relevés + rejected, relevés = allocated + unallocated.
SELECT format('%s/%s of %s: %s: %s', s.domain_id, s.period_month, s.run_id, t.key, t.value) AS what
FROM etl_run_steps s
JOIN etl_runs r USING (run_id)
CROSS JOIN LATERAL jsonb_each(s.totals) t
WHERE r.status = 'SUCCESS' AND NOT r.dry_run AND s.status = 'STAGED' AND NOT s.is_late
  AND ((t.value ->> 'source')::numeric <> (t.value ->> 'releves')::numeric + (t.value ->> 'rejected')::numeric
       OR (t.value ->> 'releves')::numeric
          <> (t.value ->> 'allocated')::numeric + (t.value ->> 'unallocated')::numeric
       OR t.value ->> 'source' IS NULL OR t.value ->> 'allocated' IS NULL)
