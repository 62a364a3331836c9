-- I3: whatever is shown is of a run that succeeded, and every one that published has a generation of its own.
SELECT format('%s/%s is shown from run %s, which is %s', p.domain_id, p.period_month, p.run_id, r.status) AS what
FROM slice_publication p
LEFT JOIN etl_runs r USING (run_id)
WHERE p.run_id IS NOT NULL AND r.status IS DISTINCT FROM 'SUCCESS'
UNION ALL
SELECT format('a fact of %s/%s is of run %s, its slice of %s', f.step_domain_id, f.period_month, f.run_id, p.run_id)
FROM (SELECT DISTINCT step_domain_id, period_month, run_id FROM fact_consumption) f
LEFT JOIN slice_publication p ON p.domain_id = f.step_domain_id AND p.period_month = f.period_month
WHERE p.run_id IS DISTINCT FROM f.run_id
UNION ALL
SELECT format('run %s is %s and has generation %s', run_id, status, generation)
FROM etl_runs WHERE (status <> 'SUCCESS' OR dry_run) AND generation IS NOT NULL
