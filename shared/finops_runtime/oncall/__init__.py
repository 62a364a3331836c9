"""What the person on call asks about runs: read from the mart itself, so that it answers when query_api does not."""
