"""The `external_coefficients` connector, by stage: landing, rows (documents, CSV, XLSX), months, mapping."""
