"""Whatever goes wrong on the way: the event is answered 204, the outbox says why, and the sweep sends it all later."""

from datetime import timedelta

import pytest

from tests.integration.export_group.conftest import Entity, MakeEntity
from tests.integration.export_group.stub_group import Trouble
from tests.integration.query_api.mart import OCTOBER, SEPTEMBER

COMMIT, MANIFEST, PIECE, RELEASE, TOKEN = "commit", "PUT /v1/exchange/acme/2026-10", "/pieces/", "/release", "/token"


def is_published(entity: Entity, period: str) -> bool:
    return bool(entity.group.published(period)) and entity.outbox(period)["status"] == "PUBLISHED"


CODES = {
    "500": "group_unavailable",
    "429": "group_unavailable",
    "drop": "group_unavailable",
    "half": "group_unavailable",
    "redirect": "group_refused",
    "401": "group_refused",
    "404": "group_refused",
    "garbage": "group_malformed",
    "list": "group_malformed",
    "huge": "group_malformed",
}


@pytest.mark.parametrize(
    ("at", "kind"),
    [
        *((MANIFEST, kind) for kind in CODES),
        *((RELEASE, kind) for kind in ("500", "redirect", "garbage")),
        *((PIECE, kind) for kind in ("500", "drop", "redirect", "404")),
        *((COMMIT, kind) for kind in ("500", "half", "garbage")),
    ],
)
def test_trouble_at_any_request_waits_in_the_outbox(entity: Entity, at: str, kind: str) -> None:
    entity.group.troubles = [Trouble(kind, at)]
    assert entity.refreshed(OCTOBER) == 204
    row = entity.outbox(OCTOBER)
    assert (row["error_code"], row["attempts"], row["is_wanted"]) == (CODES[kind], 1, True)
    assert row["leased_until"] is None
    assert timedelta(seconds=25) < row["pause"] <= timedelta(seconds=60)
    asked = len(entity.group.requests)
    assert entity.refreshed(OCTOBER) == 204
    assert len(entity.group.requests) == asked, "the pause is kept"
    entity.group.troubles = []
    entity.all_due()
    assert entity.sweep() == 204
    assert is_published(entity, OCTOBER)
    row = entity.outbox(OCTOBER)
    assert (row["error_code"], row["attempts"], row["is_wanted"]) == (None, 0, False)


@pytest.mark.parametrize(("at", "kind"), [(RELEASE, "hang"), (TOKEN, "hang"), (PIECE, "drip"), (COMMIT, "drip")])
def test_a_group_that_hangs_holds_nobody_for_long(make_entity: MakeEntity, at: str, kind: str) -> None:
    entity = make_entity(HTTP_TIMEOUT_MS="300", FINOPS_EXPORT_COMMIT_SECONDS="1", HTTP_RETRIES="0")
    entity.group.troubles = [Trouble(kind, at, seconds=6)]
    assert entity.refreshed(OCTOBER) == 204
    assert entity.outbox(OCTOBER)["error_code"] == "group_unavailable"


@pytest.mark.parametrize("kind", ["500", "401", "garbage", "redirect", "drop"])
def test_a_provider_without_tokens_waits_in_the_outbox(entity: Entity, kind: str) -> None:
    entity.group.troubles = [Trouble(kind, TOKEN)]
    assert entity.refreshed(OCTOBER) == 204
    assert entity.outbox(OCTOBER)["error_code"] in ("group_unavailable", "group_refused")
    assert "secret-of-the-tests" not in str(entity.outbox(OCTOBER))


def test_a_token_that_is_refused_is_renewed_once(entity: Entity) -> None:
    entity.group.troubles = [Trouble("401", PIECE, times=1)]
    assert entity.refreshed(OCTOBER) == 204
    assert is_published(entity, OCTOBER)
    assert len(entity.group.sent(TOKEN)) == 2


def test_nobody_listens_at_all(make_entity: MakeEntity) -> None:
    entity = make_entity(FINOPS_GROUP_URL="http://127.0.0.1:9")
    assert entity.refreshed(OCTOBER) == 204
    assert entity.outbox(OCTOBER)["error_code"] == "group_unavailable"


def test_the_state_of_another_exchange_is_believed_by_nobody(entity: Entity) -> None:
    entity.group.troubles = [Trouble("other", MANIFEST)]
    assert entity.refreshed(OCTOBER) == 204
    row = entity.outbox(OCTOBER)
    assert (row["error_code"], row["status"], row["acknowledged_at"]) == ("group_malformed", None, None)


def test_a_week_without_the_group_is_sent_when_it_is_back(entity: Entity) -> None:
    entity.group.troubles = [Trouble("503")]
    pauses = []
    for generation in range(8, 15):  # a publication each night, and sweeps between them
        entity.publish(generation)
        assert entity.refreshed(OCTOBER, SEPTEMBER, generation=generation) == 204
        pauses.append(entity.outbox(OCTOBER)["pause"])
        entity.all_due()
        assert entity.sweep() == 204
        entity.all_due()
    assert all(row["attempts"] == 14 for row in (entity.outbox(OCTOBER), entity.outbox(SEPTEMBER)))
    assert pauses[0] <= timedelta(minutes=1)
    assert timedelta(hours=1.9) < pauses[-1] <= timedelta(hours=4)
    assert pauses[3] > 4 * pauses[0]
    entity.group.troubles = []
    entity.db.execute(
        "UPDATE group_outbox SET next_attempt_at = now() + interval '3 hours' WHERE period_month = '2026-09-01'"
    )
    assert entity.sweep() == 204
    assert is_published(entity, OCTOBER)
    assert is_published(entity, SEPTEMBER), "the first month that gets through ends the pauses of all"
    assert [e.manifest.generation for e in entity.group.exchanges.values()] == [14, 14]


def test_trouble_of_one_month_does_not_hold_the_others(entity: Entity) -> None:
    entity.db.execute(
        "INSERT INTO slice_publication (entity_id, period_month, domain_id, missing_since, missing_reason)"
        " SELECT 'acme', '2026-10-01', 'domain-' || n, now(), 'x' FROM generate_series(1, 1001) n"
    )
    assert entity.refreshed(OCTOBER, SEPTEMBER) == 204
    row = entity.outbox(OCTOBER)
    assert row["error_code"] == "month_unreadable"
    assert "missing" in row["error_summary"]
    assert is_published(entity, SEPTEMBER)


def test_no_release_or_not_a_member_waits_without_sending(entity: Entity) -> None:
    entity.group.is_member = False
    assert entity.refreshed(OCTOBER, SEPTEMBER) == 204
    assert {entity.outbox(p)["error_code"] for p in (OCTOBER, SEPTEMBER)} == {"no_release"}
    assert not entity.group.sent("PUT")


def test_a_group_of_another_contract_is_sent_nothing(entity: Entity) -> None:
    entity.group.contract_versions = (2, 3)
    assert entity.refreshed(OCTOBER) == 204
    assert entity.outbox(OCTOBER)["error_code"] == "contract_version"
    assert not entity.group.sent("PUT")


def test_a_release_that_cannot_be_kept_fails_no_event(entity: Entity) -> None:
    entity.group.document = {**entity.group.document, "label": "a\x00b"}
    assert [entity.sweep(), entity.refreshed(OCTOBER)] == [204, 204]
    assert entity.outbox(OCTOBER)["error_code"] == "group_malformed"
    assert not entity.group.sent("PUT")


def test_a_module_without_a_group_does_nothing(make_entity: MakeEntity) -> None:
    entity = make_entity(FINOPS_GROUP_URL="", OIDC_TOKEN_URL="", OIDC_CLIENT_ID="", OIDC_CLIENT_SECRET="")
    assert [entity.refreshed(OCTOBER), entity.requested(OCTOBER), entity.sweep()] == [204, 204, 204]
    assert entity.db.execute("SELECT count(*) AS n FROM group_outbox").fetchone() == {"n": 0}


def test_what_is_not_for_it_is_refused(entity: Entity) -> None:
    run = "11111111-1111-5111-8111-111111111111"
    failed = {"run_id": run, "step": "x", "code": "x", "summary": "x"}
    assert entity.post("rosetta.finops.run.failed.v1", failed) == 400
    assert entity.post("dev.knative.sources.ping", {}) == 400
    assert entity.requested() == 400
    assert entity.requested("2026-13") == 400


def test_without_the_mart_the_event_comes_again(make_entity: MakeEntity) -> None:
    entity = make_entity(POSTGRES_POOL_TIMEOUT_MS="300", POSTGRES_LOCK_TIMEOUT_MS="200")
    with entity.db.transaction():
        entity.db.execute("LOCK TABLE group_outbox IN ACCESS EXCLUSIVE MODE")
        assert entity.refreshed(OCTOBER) == 503
        assert entity.sweep() == 503
    assert not entity.group.sent("PUT")
    assert entity.refreshed(OCTOBER) == 204
    assert is_published(entity, OCTOBER)


def test_without_the_mart_in_mid_send_the_event_is_done_all_the_same(make_entity: MakeEntity) -> None:
    entity = make_entity(POSTGRES_LOCK_TIMEOUT_MS="200")
    locked = entity.db.transaction()

    def lock(request: str) -> None:
        if COMMIT in request:
            locked.__enter__()
            entity.db.execute("LOCK TABLE group_outbox IN ACCESS EXCLUSIVE MODE")

    entity.group.on_request = lock
    assert entity.refreshed(OCTOBER) == 204
    locked.__exit__(None, None, None)
    entity.group.on_request = lambda _: None
    entity.all_due()
    pieces = len(entity.group.sent(PIECE))
    assert entity.sweep() == 204
    assert is_published(entity, OCTOBER)
    assert len([r for r in entity.group.sent(PIECE) if OCTOBER in r]) == pieces, "nothing was sent twice"
