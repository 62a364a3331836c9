"""Stand-ins for source systems: processes that answer as those systems' documentation says they do."""
