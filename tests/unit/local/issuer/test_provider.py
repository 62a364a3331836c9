"""What the provider is started with, and what the API is told of it."""

import json

from finops_local.issuer import AUDIENCE, Machine, provider_argv, sample_people, trust_settings


def test_the_provider_knows_the_people() -> None:
    argv = provider_argv(9400, sample_people("acme"), token_days=2)
    people = [json.loads(argv[place + 1]) for place, word in enumerate(argv) if word == "--user-claims"]
    assert people == [
        {"sub": "olivia", "groups": ["Rosetta_User"], "entity_id": "acme"},
        {"sub": "adam", "groups": ["Rosetta_Admin"], "entity_id": "acme"},
    ]
    assert argv[argv.index("--token-max-age") + 1] == "172800"
    assert argv[argv.index("--host") + 1] == "127.0.0.1"


def test_the_provider_knows_machines() -> None:
    argv = provider_argv(9400, (), machines=[Machine("beta-push", "a-secret-of-tests", "beta")])
    assert json.loads(argv[argv.index("--machine") + 1]) == {
        "client_id": "beta-push",
        "secret": "a-secret-of-tests",
        "entity_id": "beta",
        "groups": ["Rosetta_Entity"],
    }


def test_the_api_trusts_it_by_discovery() -> None:
    assert json.loads(trust_settings("http://127.0.0.1:9400")) == [
        {"issuer": "http://127.0.0.1:9400", "audience": AUDIENCE}
    ]
