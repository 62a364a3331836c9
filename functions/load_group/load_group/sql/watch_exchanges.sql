-- What the watch of a group finds, and has already ended where it is overdue or given up.
SELECT what, run_id, entity_id, period_month, rows, seconds FROM watch_exchanges(%(stall_minutes)s::numeric, %(keep_hours)s::numeric)
