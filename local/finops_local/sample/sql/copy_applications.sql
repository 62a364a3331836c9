-- Applications.
COPY dim_application (application_id, application_label, owner) FROM STDIN
