-- What a resumed run need not read again: see the function.
SELECT adopt_steps(%(entity_id)s, %(run_id)s) AS adopted
