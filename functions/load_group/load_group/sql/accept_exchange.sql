-- Judge an exchange, and load it where nothing speaks against it.
SELECT status, code, summary
FROM accept_exchange(%(exchange_id)s, %(run_id)s, %(deadline_minutes)s::numeric, %(git_sha)s, %(version)s)
