-- Product families.
COPY dim_family (family_id, domain_id, family_label) FROM STDIN
