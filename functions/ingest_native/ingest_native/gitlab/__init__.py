"""The `gitlab` connector, by stage: pages (over HTTP), projects (out of a page), mapping."""
