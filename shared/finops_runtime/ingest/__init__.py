"""How an ingest function works a step: land the source, read relevés, check, stage."""
