-- End a run that is under way, with everything that it staged: see the function.
SELECT cancel_run(%(entity)s, %(run_id)s, %(summary)s) AS is_cancelled
