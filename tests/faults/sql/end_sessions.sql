-- Everybody who is connected to a database.
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %(database)s AND pid <> pg_backend_pid()
