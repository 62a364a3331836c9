"""The chassis of a function: settings, logs, metrics, database, events, HTTP, raw zone, the life of a run.

Imports `finops_contract`; knows no source, no connector and no screen.
"""
