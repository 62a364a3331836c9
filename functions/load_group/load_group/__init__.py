"""What a group receives: an entity's month, piece by piece, judged and loaded as a run that is ready to publish."""
