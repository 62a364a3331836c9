"""Three companies and their group on one machine: each a platform of its own, and what the group makes of them."""
