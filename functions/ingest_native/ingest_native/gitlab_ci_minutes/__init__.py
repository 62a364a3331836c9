"""The `gitlab_ci_minutes` connector, by stage: question (GraphQL), answer, mapping."""
