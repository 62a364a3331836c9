-- Take the entity's place. No conflict target: the same run_id and another running run both mean "not ours to plan".
INSERT INTO etl_runs (run_id, entity_id, status, trigger_type, origin, periods, domains, dry_run, force, reason,
                      requested_by, requested_at, event_source, event_id, deadline_at, git_sha, version,
                      resumes)
VALUES (%(run_id)s, %(entity_id)s, 'RUNNING', %(trigger_type)s, %(origin)s, %(periods)s, %(domains)s, %(dry_run)s,
        %(force)s, %(reason)s, %(requested_by)s, %(requested_at)s, %(event_source)s, %(event_id)s,
        clock_timestamp() + make_interval(secs => 60 * %(deadline_minutes)s), %(git_sha)s, %(version)s,
        %(resumes)s)
ON CONFLICT DO NOTHING
RETURNING run_id
