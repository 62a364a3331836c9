-- First statement of every publication: as LOCK TABLE takes no snapshot, the one that waited sees what the other did.
LOCK TABLE publication IN EXCLUSIVE MODE
