"""What this entity owes its group: the outbox of export_group, and asking for months to be sent again."""
