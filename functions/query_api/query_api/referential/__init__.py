"""The referential, listed and mapped by hand."""
