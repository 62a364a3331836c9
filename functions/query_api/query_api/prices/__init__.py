"""Pricing views, their versions and prices, as admins write and publish them."""
