"""What admins did."""
