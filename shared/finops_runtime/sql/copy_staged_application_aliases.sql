-- Stage the other keys of applications.
COPY staged_application_alias (run_id, domain_id, period_month, application_key, source_system, foreign_key)
FROM STDIN
