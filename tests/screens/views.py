"""Every view's address, by name, for the sample company's running month or the one before."""

from finops_contract.period import Period


def views(period: Period) -> dict[str, str]:
    """Addresses in one month; `admin...` is for those who administer."""
    month = f"period={period}"
    return {
        "dashboard": f"/finops?{month}",
        "domains": f"/finops/domains?{month}",
        "domain": f"/finops/domains/public_cloud?{month}",
        "domain-indirect": f"/finops/domains/production_support?{month}",
        "family": f"/finops/families/public-storage?{month}",
        "product": f"/finops/products/aws-s3?{month}",
        "applications": f"/finops/applications?{month}",
        "application": f"/finops/applications/APM0000023?{month}",
        "rankings": f"/finops/rankings?{month}",
        "history": "/finops/history",
        "gaps": f"/finops/gaps?{month}",
        "admin": "/finops/admin",
        "entity": "/catalog/default/component/payments-portal",
    }
