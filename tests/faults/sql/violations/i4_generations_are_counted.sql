-- I4: no generation is of two runs, and the one that is shown is the last.
SELECT format('generation %s is of %s runs', generation, count(*)) AS what
FROM etl_runs WHERE generation IS NOT NULL GROUP BY generation HAVING count(*) > 1
UNION ALL
SELECT format('generation %s is shown, run %s made %s', p.generation, r.run_id, r.generation)
FROM publication p JOIN etl_runs r ON r.generation > p.generation
