"""Families and products: what they cost, what moved it, who uses them and at what price."""
