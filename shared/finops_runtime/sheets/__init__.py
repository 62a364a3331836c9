"""Tables that people keep: the lines of an XLSX sheet or a CSV file, and a sheet written so that no digit is lost.

Needs the extra `sheets` of this distribution.
"""
