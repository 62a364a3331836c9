"""Every view's address in the sample company, by name: what all tests of every view, and the pictures, go by."""

from finops_contract.period import Period
from finops_local.demo.api import Api

_ADMIN = "/v1/local/admin"
VIEWS = {
    "dashboard": "/finops?period={month}",
    "domains": "/finops/domains?period={month}",
    "domain": "/finops/domains/public_cloud?period={month}",
    "domain-indirect": "/finops/domains/production_support?period={month}",
    "family": "/finops/families/public-storage?period={month}",
    "product": "/finops/products/aws-s3?period={month}",
    "applications": "/finops/applications?period={month}",
    "application": "/finops/applications/APM0000023?period={month}",
    "rankings": "/finops/rankings?period={month}",
    "rankings-growth": "/finops/rankings?by=product&order=growth&period={month}",
    "rankings-anomalies": "/finops/rankings?order=anomalies&back=3&period={month}",
    "history": "/finops/history",
    "history-series": "/finops/history?series=total&series=domain:public_cloud&with=standard",
    "gaps": "/finops/gaps?period={month}",
    "entity": "/catalog/default/component/payments-portal",
    "admin-runs": "/finops/admin/runs",
    "admin-run": "/finops/admin/runs/{run}",
    "admin-domains": "/finops/admin/domains",
    "admin-domain": "/finops/admin/domains/public_cloud",
    "admin-domain-new": "/finops/admin/domains/new",
    "admin-keys": "/finops/admin/keys",
    "admin-keys-conflicts": "/finops/admin/keys?list=conflicts",
    "admin-keys-applications": "/finops/admin/keys?list=applications",
    "admin-keys-products": "/finops/admin/keys?list=products",
    "admin-keys-placements": "/finops/admin/keys?list=placements",
    "admin-prices": "/finops/admin/prices",
    "admin-pricing-view": "/finops/admin/prices/standard",
    "admin-budgets": "/finops/admin/budgets",
    "admin-months": "/finops/admin/months",
    "admin-month-open": "/finops/admin/months/{open}",
    "admin-month-closed": "/finops/admin/months/{closed}",
    "admin-audit": "/finops/admin/audit",
}
GROUP_VIEWS = {
    "group-dashboard": "/finops/group?period={month}",
    "group-entities": "/finops/group/entities?period={month}",
    "group-entity": "/finops/group/entities/{entity}?period={month}",
    "group-domains": "/finops/group/domains?period={month}",
    "group-domain": "/finops/group/domains/{domain}?period={month}",
    "group-applications": "/finops/group/applications?period={month}",
    "group-application": "/finops/group/applications/{application}?period={month}",
    "group-completeness": "/finops/group/completeness?period={month}",
    "group-conformity": "/finops/group/conformity?period={month}",
    "group-exchanges": "/finops/group/exchanges",
}
"""Those of the group."""
FRENCH = {
    "dashboard": "Tableau de bord",
    "domains": "Domaines",
    "rankings-growth": "Produits dont le coût augmente",
    "rankings-anomalies": "Coûts qui s’écartent des mois précédents",
    "history": "Coût par mois (EUR)",
    "gaps": "Sans application",
    "admin-runs": "Exécutions",
    "admin-domains": "Domaines",
    "admin-keys": "Clés inconnues",
    "admin-prices": "Vues de prix",
    "admin-budgets": "Publier des budgets",
    "admin-months": "Mois",
    "admin-audit": "Audit",
    "group-dashboard": "Le groupe",
    "group-entities": "Entités comparées",
    "group-entity": "Par domaine",
    "group-domain": "Par entité",
    "group-application": "Produits",
    "group-completeness": "Mois par entité",
    "group-conformity": "Mois comparés au référentiel officiel",
    "group-exchanges": "Ce que les entités ont envoyé",
}
"""A heading of some of them, in French."""


def views(admin: Api) -> dict[str, str]:
    """Addresses by name, of the latest published month and the last run that read sources; `admin` is who asks."""
    runs = admin.get(f"{_ADMIN}/runs", status="SUCCESS")["data"]
    named = {
        "month": admin.get("/v1/local/dashboard")["meta"]["period"],
        "run": next(run["runId"] for run in runs if run["generation"] and run["stepsPlanned"]),
        "open": admin.get(f"{_ADMIN}/periods", status="OPEN")["data"][0]["period"],
        "closed": admin.get(f"{_ADMIN}/periods", status="CLOSED")["data"][0]["period"],
    }
    return {name: address.format_map(named) for name, address in VIEWS.items()}


def group_views(reader: Api) -> dict[str, str]:
    """Those of the group that `make up GROUP=1` runs, of the last month that is over; `reader` is who asks it."""
    latest = Period.parse(reader.get("/v1/group/dashboard")["meta"]["period"])
    month = str(latest.plus(-1))
    shown = reader.get("/v1/group/dashboard", period=month)["data"]
    everybodys = max(shown["applications"], key=lambda application: application["entities"])
    return _group_addresses(
        month=month,
        entity=shown["entities"][0]["entityId"],
        domain=next(domain["domainId"] for domain in shown["domains"] if domain["domainMode"] == "DIRECT"),
        application=everybodys["applicationId"],
    )


def small_group_views() -> dict[str, str]:
    """Those of the small mart of the tests (`tests/screens/group.py`)."""
    return _group_addresses(month="2026-10", entity="north", domain="cloud", application="shop")


def _group_addresses(**named: str) -> dict[str, str]:
    """The addresses, of what is named."""
    return {name: address.format_map(named) for name, address in GROUP_VIEWS.items()}
