"""The `cmdb` connector, by stage: landing, documents, survey (doubles and relations), mapping."""
