"""What screens ask, one line each: name and question below /v1/local/."""

from finops_contract.period import Period
from tests.bench.mart import THIS_MONTH

LATEST = THIS_MONTH.plus(-1)
"""The latest published month of a bench's mart."""


def screens(months: int) -> dict[str, str]:
    """By name; the questions of a mart with `months` of history."""
    oldest: Period = max(LATEST.plus(-11), THIS_MONTH.plus(1 - months))
    year = f"from={oldest}&to={LATEST}"
    return {
        "status": "status",
        "dashboard": "dashboard",
        "domains": "domains",
        "domain": "domains/domain-00",
        "applications": "applications",
        "applications, searched": "applications?q=cation+1",
        "applications of a domain": "applications?domain=domain-00",
        "application": "applications/application-0001",
        "families": "families",
        "family": "families/family-00",
        "products": "products",
        "product": "products/product-00",
        "history of the total": f"history?{year}",
        "history by domain": f"history?by=domain&{year}",
        "history by application": f"history?by=application&{year}",
        "rankings": "rankings?order=growth",
        "anomalies": "anomalies",
        "budgets": "budgets/comparison",
        "pricing views": "pricing-views/comparison?pricingView=view-1&pricingView=view-2",
        "unallocated": "unallocated",
        "unpriced": "unpriced",
    }
