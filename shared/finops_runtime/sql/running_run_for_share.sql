-- Last guard of a staging: a run failed in the meantime takes nothing more.
SELECT run_id FROM etl_runs WHERE run_id = %(run_id)s AND status = 'RUNNING' FOR SHARE
