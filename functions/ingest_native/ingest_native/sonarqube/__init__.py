"""The `sonarqube` connector, by stage: search (over HTTP, and what an answer holds), mapping."""
