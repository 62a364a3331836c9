"""A month that is pushed becomes the group's, to the last decimal; pushed again, nothing changes (I2)."""

from decimal import Decimal

from tests.integration.load_group.conftest import Group
from tests.integration.load_group.month import FACTS, KEYS, Month, rows_of
from tests.integration.load_group.official import publish_release


def costs_shown(group: Group, entity: str, period: str) -> dict[str, Decimal | None]:
    return dict(
        group.rows(
            "SELECT pricing_view_id, sum(cost) FROM mv_cost_domain_month"
            " WHERE entity_id = %s AND period_month = (%s || '-01')::date GROUP BY pricing_view_id",
            entity,
            period,
        )
    )


def exact(costs: dict[str, str | None]) -> dict[str, Decimal | None]:
    return {view: None if cost is None else Decimal(cost) for view, cost in costs.items()}


def test_a_month_is_pushed_and_published(group: Group) -> None:
    month = Month()
    begun = group.put_manifest(month)
    assert begun.status_code == 201
    assert begun.get_json() == {
        "exchangeId": str(month.exchange_id),
        "entityId": "alpha",
        "period": "2026-10",
        "status": "RECEIVING",
        "missingPieces": [{"dataset": dataset, "number": number} for dataset, number in month.pieces],
        "errorCode": None,
        "errorSummary": None,
        "release": None,
        "generation": None,
        "publishedAt": None,
        "findings": [],
    }
    group.put_pieces(month)
    loaded = group.commit(month)
    assert (loaded.status_code, loaded.get_json()["status"]) == (200, "LOADED")
    (told,) = group.sink.of_type("facts.loaded")
    assert told["entityid"] == "alpha"
    assert told["source"] == "/rosetta/finops/load_group"
    assert told.data["slices"] == [
        {"domain_id": "open", "period": "2026-10", "rows": 5},
        {"domain_id": "weights", "period": "2026-10", "rows": 2},
    ]
    group.settle()
    state = group.state(month)
    assert (state["status"], state["release"], state["missingPieces"]) == ("PUBLISHED", 1, [])
    assert state["generation"]
    assert state["publishedAt"]
    assert costs_shown(group, "alpha", "2026-10") == exact(month.costs)
    assert group.rows("SELECT count(*) FROM group_staged_fact")[0] == (0,)
    assert group.rows("SELECT actor, action, target FROM audit_log WHERE action LIKE 'exchange.%%'") == [
        ("machine of alpha", "exchange.accepted", "2026-10")
    ]


def test_two_applications_that_are_one_of_the_group_are_added_up(group: Group) -> None:
    group.publish(Month())
    assert group.rows(
        "SELECT application_id, quantity FROM fact_consumption WHERE product_id = 'vm' ORDER BY application_id"
    ) == [("pay", Decimal("7.25")), ("shop", Decimal("140.500000000000000001")), ("unallocated", Decimal(-3))]


def test_i2_a_replay_of_everything_changes_no_row(group: Group) -> None:
    month = Month()
    first = group.publish(month)
    before = group.mart()
    assert before
    again = group.put_manifest(month)
    assert (again.status_code, again.get_json()) == (200, first)
    for (dataset, number), (_, body) in month.pieces.items():
        assert group.put_piece(month, dataset, number, body).status_code == 409
    assert group.commit(month).get_json() == first
    group.settle()
    assert group.mart() == before
    assert len(group.sink.of_type("facts.loaded")) == 1


def test_i2_a_commit_that_is_repeated_before_the_publication_tells_again_with_the_same_id(group: Group) -> None:
    group.push(Month())
    assert group.commit(Month()).get_json()["status"] == "LOADED"
    first, second = group.sink.of_type("facts.loaded")
    assert (first["id"], first.data) == (second["id"], second.data)
    group.settle()
    assert group.state(Month())["status"] == "PUBLISHED"


def test_a_commit_that_could_not_be_told_is_told_when_it_is_repeated(group: Group) -> None:
    group.put_manifest(Month())
    group.put_pieces(Month())
    group.sink.refusing = True
    assert group.commit(Month()).status_code == 503
    group.sink.refusing = False
    assert group.commit(Month()).get_json()["status"] == "LOADED"
    group.settle()
    assert group.state(Month())["status"] == "PUBLISHED"


def test_a_newer_generation_replaces_the_month_and_an_older_one_does_not(group: Group) -> None:
    group.publish(Month())
    direct = [row for row in FACTS if row[0] == "open"]
    newer, older = Month(generation=6, facts=direct), Month(generation=4)
    assert group.publish(newer)["status"] == "PUBLISHED"
    assert group.rows("SELECT DISTINCT domain_id FROM fact_consumption") == [("open",)]  # `weights` is gone
    assert costs_shown(group, "alpha", "2026-10") == exact(newer.costs)
    before = group.mart()
    state = group.push(older)
    assert (state["status"], state["errorCode"]) == ("SUPERSEDED", "older_run")
    group.settle()
    assert group.mart() == before


def test_months_and_entities_stand_beside_each_other(group: Group) -> None:
    for month in (Month(), Month(period="2026-09"), Month(entity="beta")):
        assert group.publish(month)["status"] == "PUBLISHED"
    assert group.rows(
        "SELECT entity_id, period_month::text, sum(quantity) FROM fact_consumption GROUP BY 1, 2 ORDER BY 1, 2"
    ) == [
        (entity, month, sum(Decimal(str(row[7])) for row in FACTS))
        for entity, month in (("alpha", "2026-09-01"), ("alpha", "2026-10-01"), ("beta", "2026-10-01"))
    ]
    assert costs_shown(group, "beta", "2026-10") == exact(Month().costs)


def test_what_only_an_entity_knows_is_kept_under_its_name(group: Group) -> None:
    month = Month(
        facts=[*FACTS, *rows_of("open compute gpu robots production DIRECT VCPU 2 cmdb")],
        keys=[*KEYS, *rows_of("product gpu GPU compute - - - false"), *rows_of("application robots R - - - - false")],
    )
    state = group.publish(month)
    assert state["status"] == "PUBLISHED"
    assert group.rows(
        "SELECT domain_id, product_id, application_id, quantity FROM fact_consumption WHERE product_id LIKE '%%gpu'"
    ) == [("open", "alpha/gpu", "alpha/robots", Decimal(2))]
    assert {(each["check"], each["keyId"], each["severity"]) for each in state["findings"]} == {
        ("extra", "gpu", "warning"),
        ("extra", "robots", "warning"),
    }


def test_a_month_without_rows_and_one_that_lacks_a_domain(group: Group) -> None:
    missing = ({"domain_id": "weights", "reason": "the file did not come"},)
    month = Month(facts=[row for row in FACTS if row[0] == "open"], missing=missing)
    assert group.publish(month)["status"] == "PUBLISHED"
    assert group.rows("SELECT domain_id, status, error FROM etl_run_steps ORDER BY 1")[-1] == (
        "weights",
        "MISSING",
        "the file did not come",
    )
    empty = Month(generation=7, facts=[], prices=[], keys=[])
    assert group.publish(empty)["status"] == "PUBLISHED"
    assert group.mart() == []


def test_a_refused_month_is_begun_again_once_the_group_has_another_release(empty_group: Group) -> None:
    group = empty_group
    publish_release(group.db, entities=[{"entity_id": "beta", "label": "Beta", "first_month": "2026-01"}], mapping=[])
    month = Month()
    refused = group.push(month)
    assert (refused["status"], refused["errorCode"], refused["release"]) == ("REFUSED", "not_a_member", 1)
    assert group.commit(month).get_json() == refused
    publish_release(group.db, 2)
    begun = group.put_manifest(month)
    assert (begun.status_code, begun.get_json()["status"], begun.get_json()["errorCode"]) == (200, "RECEIVING", None)
    assert len(begun.get_json()["missingPieces"]) == len(month.pieces)
    group.put_pieces(month)
    assert group.commit(month).get_json()["status"] == "LOADED"
    group.settle()
    assert (group.state(month)["status"], group.state(month)["release"]) == ("PUBLISHED", 2)


def test_a_failed_publication_is_another_run_when_the_month_is_sent_again(group: Group) -> None:
    month = Month()
    group.push(month)
    group.db.execute("UPDATE etl_runs SET status = 'FAILED', ended_at = now(), error_code = 'deadline_passed'")
    assert group.state(month)["status"] == "FAILED"
    assert group.publish(month)["status"] == "PUBLISHED"
    runs = group.rows("SELECT run_id, status FROM etl_runs ORDER BY started_at")
    assert [status for _, status in runs] == ["FAILED", "SUCCESS"]
    assert costs_shown(group, "alpha", "2026-10") == exact(month.costs)
