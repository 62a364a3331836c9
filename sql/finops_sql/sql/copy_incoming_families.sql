-- Load the families file.
COPY incoming_family (line, family_id, domain_id, family_label) FROM STDIN
