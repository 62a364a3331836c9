"""Pricing views side by side."""
