"""The `gitlab` connector, by stage: listing (over HTTP, and what a page holds), mapping."""
