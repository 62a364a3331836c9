"""Connectors that several functions offer: `rest_json` (any API, declared by data) and `releve_csv` (files)."""
