"""The `nova_usage` connector: resource-hours of OpenStack's compute service."""
