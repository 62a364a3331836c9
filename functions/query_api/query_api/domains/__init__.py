"""Domains as admins write, check and switch them."""
