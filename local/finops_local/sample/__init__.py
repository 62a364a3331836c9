"""A made-up company, the same at every run but for its calendar, with the dirt that real data has.

company (what it is) -> domains (each with its source, its connector's settings, its products) -> sources (files, what
the stubs hold), referential, past (what earlier nights have landed) -> fill.
"""
