"""The query API: reads the aggregates, asks for runs; checks who asks.

A request goes through the modules in this order: `application` (routing, access), `serving` (what can be answered at
once), `identity` (who is it), `query_string` and `parameters` (what is asked), `reading` or the package of a topic (the
answer), `problem` (or why there is none). `routes` is the one table of what exists; `openapi` documents it.
"""
