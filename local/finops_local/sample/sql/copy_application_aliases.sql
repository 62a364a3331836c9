-- What each source calls an application.
COPY application_alias (source_system, foreign_key, application_id) FROM STDIN
