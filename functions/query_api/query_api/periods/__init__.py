"""Months as admins close and reopen them, and what came late for closed ones."""
