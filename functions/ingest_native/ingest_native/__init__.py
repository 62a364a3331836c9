"""Ingest of the native domains: what the in-house platforms (GitLab, ...) say each application uses."""
