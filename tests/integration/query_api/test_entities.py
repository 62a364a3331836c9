"""Whose tokens are taken: those of the module's own entity, or, where a group calls, of exactly one, whichever."""

from typing import Any

import jwt
import pytest
from prometheus_client import REGISTRY

from finops_runtime.identity.access import Role
from finops_runtime.identity.entities import Entities
from finops_runtime.identity.settings import IdentitySettings
from finops_runtime.identity.tokens import TokenChecker
from finops_runtime.problem import Problem
from tests.integration.query_api.signer import AUDIENCE, Signer

ABSENT = "no such claim"
LONGEST = "x" * 512


def taking(signer: Signer, entities: Entities, *, of: str | None = None, claim: str = "entity_id") -> TokenChecker:
    """Trusts the signer, which belongs to the entity `of`, if that is said."""
    settings = IdentitySettings.model_validate(
        {
            "oidc_issuers": [{"issuer": signer.url, "audience": AUDIENCE, "entity": of}],
            "finops_entity_id": "acme",
            "finops_entity_claim": claim,
        }
    )
    return TokenChecker(settings, entities=entities)


def token(signer: Signer, said: Any, **claims: Any) -> str:
    """Of a machine, that says this of its entity."""
    claims = signer.claims(**{"groups": ["Rosetta_Entity"], "sub": "push", **claims}) | {"entity_id": said}
    if said is ABSENT:
        del claims["entity_id"]
    return f"Bearer {jwt.encode(claims, signer.keys['rsa-1'], 'RS256', headers={'kid': 'rsa-1'})}"


def outcome(checker: TokenChecker, signer: Signer, said: Any, **claims: Any) -> set[str] | tuple[int, str]:
    """The entities of a machine's token, or how it is refused."""
    sent = token(signer, said, **claims)
    before = _refusals()
    try:
        principal = checker.check(sent)
    except Problem as problem:
        assert _refusals() == before + 1
        return problem.status, problem.code
    assert principal.roles == {Role.ENTITY}
    return set(principal.entities)


def _refusals() -> float:
    return REGISTRY.get_sample_value("finops_api_token_refusals_total", {"reason": "entity"}) or 0.0


REFUSED = (403, "other-entity")


@pytest.mark.parametrize("entity", ["acme", "other", "Société d'Assurance", "x", LONGEST])
def test_any_entity_is_taken_by_its_name_or_by_a_list_of_one(signer: Signer, entity: str) -> None:
    checker = taking(signer, "any")
    assert outcome(checker, signer, entity) == {entity}
    assert outcome(checker, signer, [entity]) == {entity}


NO_ONE_ENTITY: dict[str, Any] = {
    "none": ABSENT,
    "two": ["acme", "other"],
    "the same twice": ["acme", "acme"],
    "null": None,
    "an empty list": [],
    "an empty text": "",
    "a list of an empty text": [""],
    "a list of null": [None],
    "a list of a list": [["acme"]],
    "a number": 1,
    "true": True,
    "an object": {"acme": 1},
    "a list of an object": [{"acme": 1}],
    "too long": LONGEST + "x",
    "a list of one too long": [LONGEST + "x"],
    "with NUL": "ac\x00me",
    "NUL": "\x00",
    "half a surrogate pair": "ac\ud800me",
}


@pytest.mark.parametrize("said", NO_ONE_ENTITY)
def test_a_token_that_does_not_name_exactly_one_entity_is_refused(signer: Signer, said: str) -> None:
    assert outcome(taking(signer, "any"), signer, NO_ONE_ENTITY[said]) == REFUSED


def test_an_issuer_of_one_entity_speaks_for_that_one_without_naming_it(signer: Signer) -> None:
    checker = taking(signer, "any", of="beta")
    assert outcome(checker, signer, ABSENT) == {"beta"}
    assert outcome(checker, signer, "beta") == {"beta"}
    assert outcome(checker, signer, ["beta"]) == {"beta"}


@pytest.mark.parametrize(
    "said", ["acme", "Beta", "beta ", ["acme"], ["beta", "acme"], ["beta", "beta"], "", [], None, 0]
)
def test_an_issuer_of_one_entity_never_speaks_for_another(signer: Signer, said: Any) -> None:
    assert outcome(taking(signer, "any", of="beta"), signer, said) == REFUSED


def test_the_claim_is_the_one_that_the_settings_name(signer: Signer) -> None:
    checker = taking(signer, "any", claim="company")
    assert outcome(checker, signer, "acme", company="beta") == {"beta"}
    assert outcome(checker, signer, "acme") == REFUSED


@pytest.mark.parametrize(
    ("said", "entities"),
    [
        ("acme", {"acme"}),
        (["acme"], {"acme"}),
        (["other", "acme"], {"acme", "other"}),
        (["acme", 1, None, ["x"], {"y": 1}], {"acme"}),
        (ABSENT, REFUSED),
        (None, REFUSED),
        ("other", REFUSED),
        (["other"], REFUSED),
        ([], REFUSED),
        ([["acme"]], REFUSED),
        ({"acme": 1}, REFUSED),
        (1, REFUSED),
    ],
)
def test_by_default_only_the_modules_own_entity_is_taken_maybe_beside_others(
    signer: Signer, said: Any, entities: object
) -> None:
    assert outcome(taking(signer, "own"), signer, said) == entities


def test_whoever_does_not_choose_takes_only_the_own(signer: Signer) -> None:
    settings = {"oidc_issuers": [{"issuer": signer.url, "audience": AUDIENCE}], "finops_entity_id": "acme"}
    checker = TokenChecker(IdentitySettings.model_validate(settings))
    assert outcome(checker, signer, "other") == REFUSED
    assert outcome(checker, signer, ["other", "acme"]) == {"acme", "other"}


def test_another_word_for_whose_tokens_are_taken_takes_none(signer: Signer) -> None:
    all_of_them: Any = "all"
    with pytest.raises(KeyError):
        taking(signer, all_of_them)


@pytest.mark.parametrize(
    ("claims", "status"),
    [({"exp": 1}, 401), ({"aud": "x"}, 401), ({"iss": "x"}, 401), ({"sub": ""}, 401), ({"groups": ["Nobody"]}, 403)],
)
def test_of_any_entity_all_else_is_checked_as_ever(signer: Signer, claims: dict[str, Any], status: int) -> None:
    with pytest.raises(Problem) as refused:
        taking(signer, "any").check(token(signer, "other", **claims))
    assert (refused.value.status, refused.value.code) == (status, "unauthorized" if status == 401 else "forbidden")
