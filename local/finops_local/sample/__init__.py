"""A made-up company, the same at every run but for its calendar, with the dirt that real data has.

Company (what it is) -> referential, cmdb, gitlab, focus (what each source says of it) -> fill (where that goes).
"""
