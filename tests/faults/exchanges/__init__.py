"""Pushes with trouble: whatever happens on the way, the group shows what the entities show themselves."""
