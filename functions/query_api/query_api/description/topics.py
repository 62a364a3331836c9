"""The topics that operations are listed by, found from their paths."""

from query_api.route import Route

TOPICS = {
    "Freshness": "What is published, since when, and the pricing views that can be asked for",
    "Costs": "What is spent, by domain, family, product and application, in a month or over months",
    "Insights": "What costs most, what changed, what is unlike the months before, what has no price or no owner",
    "Budgets": "Budgets beside costs, and their versions",
    "Group": "What entities publish: how complete, how conformant, and the official referential",
    "Runs": "Ask for runs of the pipeline, and watch them",
    "Domains": "Technology domains: their connectors, settings and activation",
    "Periods": "Close months, reopen them, and see what came late",
    "Prices": "Pricing views, their drafts and published versions",
    "Referential": "Aliases of applications, placements of products",
    "Audit": "Who did what, and where a figure comes from",
    "Access": "Who asks, and what they may",
    "Operation": "Probes, metrics and this document; no token needed",
}
_BY_PATH = {
    "me": "Access",
    "status": "Freshness",
    "pricing-views": "Freshness",
    "pricing-views/comparison": "Costs",
    "completeness": "Group",
    "conformity": "Group",
    "ingestion-runs": "Group",
    "releases": "Group",
    "admin/releases": "Group",
    "dashboard": "Costs",
    "entities": "Costs",
    "domains": "Costs",
    "families": "Costs",
    "products": "Costs",
    "applications": "Costs",
    "history": "Costs",
    "aggregate": "Costs",
    "export": "Costs",
    "rankings": "Insights",
    "anomalies": "Insights",
    "unpriced": "Insights",
    "unallocated": "Insights",
    "budgets": "Budgets",
    "admin/anomalies": "Insights",
    "admin/runs": "Runs",
    "admin/domains": "Domains",
    "admin/connectors": "Domains",
    "admin/periods": "Periods",
    "admin/pricing-views": "Prices",
    "admin/budgets": "Budgets",
    "admin/referential": "Referential",
    "admin/audit": "Audit",
    "admin/lineage": "Audit",
    "healthz": "Operation",
    "readyz": "Operation",
    "metrics": "Operation",
    "openapi.json": "Operation",
    "docs": "Operation",
}


def topic_of(route: Route) -> str | None:
    """By the longest beginning of its path that is known; None: a test asks for a line above."""
    parts = route.path.removeprefix("/v1/local/").removeprefix("/v1/group/").strip("/").split("/")
    beginnings = ("/".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((_BY_PATH[beginning] for beginning in beginnings if beginning in _BY_PATH), None)
