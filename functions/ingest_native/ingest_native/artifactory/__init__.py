"""The `artifactory` connector, by stage: summary (what an answer holds), size (as Artifactory writes it), mapping."""
