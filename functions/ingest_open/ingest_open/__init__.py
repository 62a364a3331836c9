"""Ingest of the Open/Legacy domains: what the CMDB says each application uses."""
