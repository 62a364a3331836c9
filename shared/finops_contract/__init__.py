"""The contract between the functions: relevés, periods, events and errors.

Pure: imports pydantic and the standard library only, does no I/O, reads no environment.
"""
