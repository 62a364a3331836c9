"""Runs: what they did, and asking for one."""
