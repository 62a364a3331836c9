"""Products that move to another family or domain from a month on."""
