"""The official referential of the sample group: what the companies have in common, and whose application is which."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from finops_contract.group_release import GroupRelease
from finops_contract.period import Period
from finops_local.group.members import SHARED_APPLICATIONS, Member
from finops_local.sample.catalogue import COEFFICIENT
from finops_local.sample.company import Application, Company
from finops_local.sample.domains import DOMAINS
from finops_local.sample.prices import PRICING_VIEWS

Companies = Mapping[Member, Company]


def official_release(
    companies: Companies, first: Period, late_since: Mapping[str, datetime], *own_domains: str
) -> GroupRelease:
    """The release, `own_domains` being companies' own ones that the group has taken in.

    `late_since`: month -> the moment from which on it is late, for every company.
    """
    return GroupRelease.model_validate(
        {
            "entities": [
                {
                    "entity_id": member.entity_id,
                    "label": member.label,
                    "first_month": str(first),
                    "cut_off": {"exceptions": {month: moment.isoformat() for month, moment in late_since.items()}},
                }
                for member in companies
            ],
            "metrics": list(_metrics()),
            "domains": [*_domains(), *({"domain_id": own, "label": own.capitalize()} for own in own_domains)],
            "families": [
                {"family_id": family.family_id, "domain_id": domain.domain_id, "label": family.label}
                for domain in DOMAINS
                for family in domain.families
            ],
            "products": [
                {"product_id": product.product_id, "family_id": family.family_id, "label": product.label}
                for domain in DOMAINS
                for family in domain.families
                for product in family.products
            ],
            "pricing_views": list(_views(companies.values())),
            **_applications(companies),
        }
    )


def _metrics() -> Iterable[dict[str, str]]:
    known = {metric.metric: metric for domain in DOMAINS for metric in domain.metrics}
    yield {"metric": COEFFICIENT, "unit": "share", "label_en": "Share", "label_fr": "Part"}
    for metric in known.values():
        yield {"metric": metric.metric, "unit": metric.unit, "label_en": metric.label_en, "label_fr": metric.label_fr}


def _domains() -> Iterable[dict[str, str]]:
    for domain in DOMAINS:
        if domain.indirect is None:
            yield {"domain_id": domain.domain_id, "label": domain.label}
        else:
            label = domain.indirect.label
            yield {"domain_id": domain.domain_id, "label": domain.label, "mode": "INDIRECT", "indirect_label": label}


def _views(companies: Iterable[Company]) -> Iterable[dict[str, Any]]:
    """A view values what any of the companies has a price for."""
    known = list(companies)
    for view in PRICING_VIEWS:
        metrics = {price.metric for company in known for price in view.prices(company)}
        yield {
            "pricing_view_id": view.view_id,
            "label": view.label,
            "currency": view.currency,
            "is_default": view.is_default,
            "metrics": sorted(metrics),
        }


def _applications(companies: Companies) -> dict[str, list[dict[str, str]]]:
    applications: dict[str, dict[str, str]] = {}
    mapping = []
    for member, company in companies.items():
        for application in company.applications:
            key, label = _group_key(member, application)
            applications[key] = {"application_id": key, "label": label, "owner": application.owner}
            mapping.append(
                {
                    "entity_id": member.entity_id,
                    "application_id": application.application_id,
                    "group_application_id": key,
                }
            )
    return {"applications": list(applications.values()), "mapping": mapping}


def _group_key(member: Member, application: Application) -> tuple[str, str]:
    if application.index < SHARED_APPLICATIONS:
        return f"GRP{application.index + 1:06d}", application.label
    return f"{member.entity_id.upper()}-{application.index + 1:06d}", application.label
