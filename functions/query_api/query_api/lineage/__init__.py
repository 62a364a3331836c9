"""From a cost to what it was made of."""
