"""Where our referential is not the official one, by the rules that the group judges by (exchange_finding in its mart).

It is judged here before anything is sent; what the group says of an exchange is what counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from export_group.referential import Referential, SentKey
from finops_contract.group_release import ALWAYS_BLOCKING, GroupRelease

RESERVED: Final = frozenset({("application", "unallocated"), ("product", "unmapped"), ("family", "unmapped")})
_SEVERITIES: Final = ("blocking", "warning", "ignored")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as the release has it."""

    check: str
    kind: str
    key_id: str
    severity: str
    label: str
    expected: str | None
    found: str | None
    facts: int


def differences(release: GroupRelease, entity_id: str, own: Referential) -> list[Difference]:
    """Every difference, those that block first."""
    said: dict[tuple[str, str], str] = {(rule.check, rule.kind): rule.severity for rule in release.rules}
    found = [
        replace(each, severity=said.get((each.check, each.kind), default_severity(each.check, each.kind)))
        for each in _found(release, entity_id, own)
    ]
    return sorted(found, key=lambda each: (_SEVERITIES.index(each.severity), each.check, each.kind, each.key_id))


def default_severity(check: str, kind: str) -> str:
    """What a finding does where no rule of the release says it: default_severity() of the group's mart."""
    if (check, kind) in ALWAYS_BLOCKING or check == "mode_mismatch" or (check, kind) == ("extra", "domain"):
        return "blocking"
    return "ignored" if check == "missing" and kind in ("family", "product", "metric") else "warning"


def official_keys(release: GroupRelease) -> dict[tuple[str, str], SentKey]:
    """The keys of a release as ours are: by kind and id."""
    keys = [
        *(
            SentKey("domain", d.domain_id, d.label, None, d.mode, d.indirect_label, d.is_retired)
            for d in release.domains
        ),
        *(SentKey("family", f.family_id, f.label, f.domain_id, is_retired=f.is_retired) for f in release.families),
        *(SentKey("product", p.product_id, p.label, p.family_id, is_retired=p.is_retired) for p in release.products),
        *(SentKey("application", a.application_id, a.label, is_retired=a.is_retired) for a in release.applications),
        *(SentKey("metric", m.metric, m.label_en, detail=m.unit, is_retired=m.is_retired) for m in release.metrics),
        *(
            SentKey("pricing_view", v.pricing_view_id, v.label, detail=v.currency, is_retired=v.is_retired)
            for v in release.pricing_views
        ),
    ]
    return {(key.kind, key.key_id): key for key in keys}


def _found(release: GroupRelease, entity_id: str, own: Referential) -> Iterator[Difference]:
    official = official_keys(release)
    mapping = {row.application_id: row.group_application_id for row in release.mapping if row.entity_id == entity_id}
    sent = {(key.kind, key.key_id): key for key in own.keys if (key.kind, key.key_id) not in RESERVED}
    for key in sent.values():
        facts = own.facts.get((key.kind, key.key_id), 0)
        theirs = mapping.get(key.key_id, "") if key.kind == "application" else key.key_id
        counterpart = official.get((key.kind, theirs))
        if counterpart is not None:
            yield from _compared(key, counterpart, facts)
        elif facts or not key.is_retired:
            yield _of("extra", key, None, key.label, facts)
    for place, key in official.items():
        ours = sent.get(place)
        if key.kind != "application" and not key.is_retired and (ours is None or ours.is_retired):
            yield _of("missing", key, key.label, None if ours is None else "retired", 0)
    values = {view.pricing_view_id: set(view.metrics) for view in release.pricing_views}
    for (view, metric), lines in own.valued.items():
        if view in values and metric not in values[view]:
            named = SentKey("pricing_view", f"{view}/{metric}", metric)
            yield _of("not_valued", named, None, metric, lines)


def _compared(own: SentKey, official: SentKey, facts: int) -> Iterator[Difference]:
    if own.label != official.label and own.kind != "metric":
        yield _of("renamed", own, official.label, own.label, facts)
    if own.kind in ("family", "product") and own.parent != official.parent:
        yield _of("moved", own, official.parent, own.parent, facts)
    if own.kind == "domain" and own.mode != official.mode:
        yield _of("mode_mismatch", own, official.mode, own.mode, facts)
    if official.is_retired and facts:
        yield _of("retired_but_used", own, "retired", f"{facts} facts", facts)
    if own.kind == "pricing_view" and own.detail != official.detail:
        yield _of("currency_mismatch", own, official.detail, own.detail, facts)


def _of(check: str, key: SentKey, expected: str | None, found: str | None, facts: int) -> Difference:
    return Difference(check, key.kind, key.key_id, "", key.label, expected, found, facts)
