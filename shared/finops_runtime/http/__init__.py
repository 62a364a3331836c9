"""Calling sources over HTTP: who one is (`access`), secrets by reference, one guarded session, pages."""
