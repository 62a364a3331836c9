"""Every view's address in the sample company, by name: what all tests of every view, and the pictures, go by."""

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
_GROUP_MONTH = "?period=2026-10"
GROUP_VIEWS = {
    "group-dashboard": f"/finops/group{_GROUP_MONTH}",
    "group-entities": f"/finops/group/entities{_GROUP_MONTH}",
    "group-entity": f"/finops/group/entities/north{_GROUP_MONTH}",
    "group-domains": f"/finops/group/domains{_GROUP_MONTH}",
    "group-domain": f"/finops/group/domains/cloud{_GROUP_MONTH}",
    "group-applications": f"/finops/group/applications{_GROUP_MONTH}",
    "group-application": f"/finops/group/applications/shop{_GROUP_MONTH}",
    "group-completeness": f"/finops/group/completeness{_GROUP_MONTH}",
    "group-conformity": f"/finops/group/conformity{_GROUP_MONTH}",
    "group-exchanges": "/finops/group/exchanges",
}
"""Those of the group, whose mart is a small one of the tests."""
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
