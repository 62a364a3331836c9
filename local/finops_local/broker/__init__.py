"""A broker for one machine that behaves as Knative's multi-tenant channel broker does, towards senders and functions.

What it routes is read from the very Triggers and PingSources of `infra/knative/base`. Events are kept in
memory: like Knative's in-memory channel, it forgets what is undelivered when it ends.
"""
