"""The `focus` connector: bills in the FinOps Open Cost and Usage Specification, as files."""
