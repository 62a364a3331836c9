"""refresh_mvs: makes a loaded run visible, all at once: facts, aggregates, completeness, generation."""
