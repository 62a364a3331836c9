"""export_group: sends what this entity publishes to its group, month by month, and keeps what it owes."""
