"""Costs by any set of dimensions, of up to 5,000 applications at once."""
