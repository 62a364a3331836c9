"""Budgets: versions, import and export, and how costs compare with them."""
