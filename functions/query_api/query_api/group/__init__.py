"""The group's scope: what all its entities published, how complete and conformant it is, and its releases."""
