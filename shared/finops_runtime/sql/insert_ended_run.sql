-- Keep a request that starts nothing: SKIPPED because another run holds the place, FAILED because it cannot be met.
INSERT INTO etl_runs (run_id, entity_id, status, trigger_type, origin, periods, domains, dry_run, force, reason,
                      requested_by, requested_at, event_source, event_id, deadline_at, ended_at, git_sha, version,
                      errors_count, error_code, error_step, error_summary, resumes)
VALUES (%(run_id)s, %(entity_id)s, %(status)s, %(trigger_type)s, %(origin)s, %(periods)s, %(domains)s, %(dry_run)s,
        %(force)s, %(reason)s, %(requested_by)s, %(requested_at)s, %(event_source)s, %(event_id)s,
        clock_timestamp(), clock_timestamp(), %(git_sha)s, %(version)s,
        (%(status)s = 'FAILED')::integer, %(error_code)s, 'start', %(error_summary)s, %(resumes)s)
ON CONFLICT DO NOTHING
