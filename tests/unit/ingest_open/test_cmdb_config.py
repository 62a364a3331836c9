"""Settings: what is accepted in short, and that what is wrong is named."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from ingest_open.cmdb.config import CmdbConfig, Constant, FromField

RULE: dict[str, Any] = {"collection": "cmdb_ci", "metric": "CI", "quantity": "1", "product": "ci"}


def config(**changes: Any) -> CmdbConfig:
    return CmdbConfig.model_validate({"source": "servicenow", "rules": [{**RULE, **changes}]})


def test_short_forms() -> None:
    rule = config(application="u_app", where={"status": "1"}).rules[0]
    assert rule.quantity.constant == Decimal(1)
    assert rule.product == Constant(constant="ci")
    assert rule.application == FromField(field="u_app")
    assert rule.where == {"status": ("1",)}


def test_the_collections_to_land_are_the_rules_and_their_relations() -> None:
    assert config(split={"relations": "cmdb_rel_ci"}).collections == ("cmdb_ci", "cmdb_rel_ci")


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"colection": "cmdb_ci"}, "colection"),
        ({"collection": "raw_payloads"}, "collection"),
        ({"collection": "cmdb_ci.$cmd"}, "collection"),
        ({"quantity": 0.1}, "quantity"),
        ({"quantity": "many"}, "quantity"),
        ({"quantity": {}}, "quantity"),
        ({"quantity": {"constant": "1", "field": "ram"}}, "quantity"),
        ({"quantity": {"field": "ram", "divide_by": "0"}}, "quantity"),
        ({"quantity": {"field": "ram", "divide_by": 1024.5}}, "divide_by"),
        ({"product": {"fields": ["only one"]}}, "fields"),
        ({"where": {"status": []}}, "status"),
        ({"split": {"weights": "w"}}, "applications"),
        ({"metric": ""}, "metric"),
        ({"days": {}}, "days"),
        ({"days": {"until": "retired_on"}}, "until"),
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, Any], named: str) -> None:
    with pytest.raises(ValidationError) as caught:
        config(**changes)
    assert any(named in map(str, error["loc"]) for error in caught.value.errors())


def test_rules_are_needed() -> None:
    with pytest.raises(ValidationError, match="rules"):
        CmdbConfig.model_validate({"source": "servicenow", "rules": []})


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"time_zone": "Europe/Atlantis"}, "Europe/Atlantis"),
        ({"time_zone": "../etc/passwd"}, "no IANA time zone"),
        ({"source": "admin", "applications": {"collection": "cmdb_ci_app"}}, "mapped by hand"),
        ({"applications": {"collection": "raw_payloads"}}, "applications.collection"),
        ({"applications": {"collection": "cmdb_ci_app", "retired": {}}}, "applications.retired"),
        ({"applications": {"collection": "cmdb_ci_app", "aliases": [{"source": "x"}]}}, "field"),
    ],
)
def test_what_is_wrong_with_the_whole_is_named(changes: dict[str, Any], named: str) -> None:
    with pytest.raises(ValidationError) as caught:
        CmdbConfig.model_validate({"source": "servicenow", "rules": [RULE], **changes})
    assert named in " ".join(f"{'.'.join(map(str, e['loc']))} {e['msg']}" for e in caught.value.errors())


def test_the_applications_are_landed_with_the_rest() -> None:
    settings = {"source": "servicenow", "rules": [RULE], "applications": {"collection": "cmdb_ci_business_app"}}
    assert CmdbConfig.model_validate(settings).collections == ("cmdb_ci", "cmdb_ci_business_app")
