"""What screens ask, one line each: name and question below /v1/local/, or /v1/group/."""

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


def group_screens(months: int) -> dict[str, str]:
    """By name; the questions of a group's mart with `months` of history, and those that no screen asks yet."""
    every = f"from={LATEST.plus(1 - months)}&to={LATEST}"
    page = "limit=20"
    return {
        "dashboard": "dashboard?against=previousMonth&limit=10",
        "dashboard of an entity": "dashboard?against=previousMonth&entity=entity-01&limit=10",
        "entities": f"entities?against=previousMonth&sort=-cost&{page}",
        "entities, all months": f"entities?{every}&against=previousMonth&sort=-cost&{page}",
        "entities to choose from": "entities?sort=label",
        "entity": "entities/entity-01?against=previousMonth&limit=10",
        "entity, all months": f"entities/entity-01?{every}&against=previousMonth&limit=10",
        "domains": f"domains?against=previousMonth&sort=-cost&{page}",
        "domain": "domains/domain-00?against=previousMonth&limit=1",
        "applications": f"applications?against=previousMonth&sort=-cost&{page}",
        "applications, all months": f"applications?{every}&against=previousMonth&sort=-cost&{page}",
        "applications, searched": f"applications?against=previousMonth&q=App+1&sort=-cost&{page}",
        "applications of a domain": f"applications?against=previousMonth&domain=domain-00&sort=-cost&{page}",
        "application": "applications/group-1-0?against=previousMonth",
        "application of one entity": "applications/group-1-1?against=previousMonth",
        "completeness": "completeness",
        "conformity": f"conformity?{page}",
        "exchanges": f"ingestion-runs?{page}",
        "pricing views": "pricing-views",
        "history of the total": f"history?{every}",
        "history by entity": f"history?groupBy=entity&{every}",
        "history by domain": f"history?groupBy=domain&{every}",
        "rankings": f"rankings?order=growth&{page}",
        "rankings of entities": f"rankings?by=entity&order=growth&{page}",
        "anomalies": f"anomalies?{page}",
    }
