"""The `cloudkitty` connector: what OpenStack's rating service counted."""
