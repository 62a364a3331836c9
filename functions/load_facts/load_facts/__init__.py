"""load_facts: when every step of a run is staged, resolves keys into pending facts; watches over runs."""
