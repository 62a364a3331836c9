-- The run of a change that is over: it reads no source, so it has no steps and never is RUNNING.
INSERT INTO etl_runs (run_id, entity_id, status, phase, trigger_type, periods, domains, reason, requested_by, requested_at,
                      event_source, event_id, started_at, ended_at, deadline_at, generation, errors_count,
                      error_code, error_step, error_summary, git_sha, version)
VALUES (%(run_id)s, %(entity_id)s, %(status)s, 'PUBLISHED', 'PRICES', %(periods)s::date[], '{}', %(reason)s,
        %(requested_by)s, %(requested_at)s, %(event_source)s, %(event_id)s, transaction_timestamp(), clock_timestamp(),
        clock_timestamp(), %(generation)s, (%(status)s::text = 'FAILED')::integer, %(error_code)s,
        CASE WHEN %(error_code)s::text IS NOT NULL THEN 'publish' END, %(error_summary)s, %(git_sha)s, %(version)s)
