-- Stage applications.
COPY staged_application (run_id, domain_id, period_month, source, application_key, application_label, owner, is_retired)
FROM STDIN
