-- One more month of history.
SELECT bench_copy_month(%(from_month)s, %(to_month)s)
