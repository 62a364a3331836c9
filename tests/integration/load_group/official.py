"""A release of the group, as data, and how it is published by hand."""

import json
from typing import Any

import psycopg
from psycopg.rows import DictRow

from finops_contract.group_release import GroupRelease


def _keys(kind: str, **labels: Any) -> list[dict[str, Any]]:
    return [{kind: key, **rest} for key, rest in labels.items()]


RELEASE: dict[str, Any] = {
    "entities": [
        {"entity_id": "alpha", "label": "Alpha", "first_month": "2026-01"},
        {"entity_id": "beta", "label": "Beta", "first_month": "2026-01", "last_month": "2027-12"},
    ],
    "metrics": [
        {"metric": "VCPU", "unit": "vCPU", "label_en": "vCPU", "label_fr": "vCPU"},
        {"metric": "GB", "unit": "GB", "label_en": "GB", "label_fr": "Go"},
        {"metric": "WEIGHT", "unit": "share", "label_en": "Weight", "label_fr": "Poids"},
    ],
    "domains": [
        {"domain_id": "open", "label": "Open cloud"},
        {"domain_id": "weights", "label": "Weights", "mode": "INDIRECT", "indirect_label": "Shared"},
    ],
    "families": [
        {"family_id": "compute", "domain_id": "open", "label": "Compute"},
        {"family_id": "storage", "domain_id": "open", "label": "Storage"},
    ],
    "products": [
        {"product_id": "vm", "family_id": "compute", "label": "Machines"},
        {"product_id": "disk", "family_id": "storage", "label": "Disks"},
    ],
    "pricing_views": [
        {
            "pricing_view_id": "actual",
            "label": "Actual",
            "currency": "EUR",
            "metrics": ["VCPU", "GB", "WEIGHT"],
            "is_default": True,
        },
        {"pricing_view_id": "market", "label": "Market", "currency": "USD", "metrics": ["VCPU"]},
    ],
    "applications": [
        {"application_id": "shop", "label": "Shop", "owner": "olivia"},
        {"application_id": "pay", "label": "Payments"},
        {"application_id": "secret-of-beta", "label": "Nobody else's"},
    ],
    "mapping": [
        {"entity_id": "alpha", "application_id": "a1", "group_application_id": "shop"},
        {"entity_id": "alpha", "application_id": "a2", "group_application_id": "shop"},
        {"entity_id": "alpha", "application_id": "a3", "group_application_id": "pay"},
        {"entity_id": "beta", "application_id": "a1", "group_application_id": "secret-of-beta"},
        {"entity_id": "beta", "application_id": "a2", "group_application_id": "pay"},
        {"entity_id": "beta", "application_id": "a3", "group_application_id": "pay"},
    ],
    "rules": [{"check": "renamed", "kind": "application", "severity": "ignored"}],
}


def publish_release(db: psycopg.Connection[DictRow], version: int = 1, **changed: Any) -> None:
    """Make a release what counts, as the group's administration will."""
    document = GroupRelease.model_validate({**RELEASE, **changed}).model_dump_json()
    with db.transaction():
        db.execute("LOCK TABLE publication")
        db.execute(
            "INSERT INTO group_release (version, document, checksum, published_by, reason)"
            " VALUES (%s, %s, repeat('0', 64), 'olivia', 'test')",
            (version, json.dumps(json.loads(document))),
        )
        db.execute("SELECT apply_group_release(%s)", (version,))
