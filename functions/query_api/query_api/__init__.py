"""The query API: reads the aggregates, asks for runs; checks who asks.

A request goes through the modules in this order: `application` (routing, access), `tokens` and `access` (who is it),
`query_string` and `parameters` (what is asked), `reading` or `runs` (the answer), `problem` (or why there is none).
`routes` is the one table of what exists; `openapi` documents it.
"""
