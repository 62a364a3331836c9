"""The `opencost` connector: what workloads on Kubernetes held, in resource-hours."""
