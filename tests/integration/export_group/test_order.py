"""One sender at a time, interrupted and resumed, beside publications: nothing is torn, doubled or lost."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from export_group.metrics import EXCHANGES
from tests.integration.export_group.conftest import Entity, MakeEntity
from tests.integration.export_group.received import lies_of
from tests.integration.export_group.stub_group import Trouble
from tests.integration.query_api.mart import OCTOBER, SEPTEMBER

PIECE, BEGIN, COMMIT = "/pieces/", "PUT /v1/exchange/acme/2026-10/", "commit"


def many_months(entity: Entity, first: date, count: int) -> list[str]:
    """As many published months, each with facts of October's."""
    entity.db.execute("SELECT ensure_month_partitions('2024-01-01', '2026-12-01')")
    months = [date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(count)]
    entity.db.execute(
        "INSERT INTO slice_publication (entity_id, period_month, domain_id, run_id, generation, published_at)"
        " SELECT 'acme', m, 'open', '22222222-2222-5222-8222-222222222222', 6, now() FROM unnest(%s::date[]) m",
        [months],
    )
    entity.db.execute(
        "INSERT INTO fact_consumption SELECT entity_id, m, domain_id, family_id, product_id, application_id,"
        " environment, quantity, consumption_type, 'BILLED_COST.USD', source, run_id, computed_at, step_domain_id"
        " FROM fact_consumption, unnest(%s::date[]) m"
        " WHERE entity_id = 'acme' AND period_month = '2026-10-01' AND product_id = 'vm'",
        [months],
    )
    return [f"{month:%Y-%m}" for month in months]


def pieces_of(entity: Entity, period: str) -> list[str]:
    return [request for request in entity.group.sent(PIECE) if f"/{period}/" in request]


def test_two_events_at_once_send_a_month_once(make_entity: MakeEntity) -> None:
    entity = make_entity(POSTGRES_POOL_SIZE="4")
    entity.group.on_request = lambda _: time.sleep(0.05)
    lost = EXCHANGES.labels(end="lost")._value.get()
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: entity.refreshed(OCTOBER), range(4))) == {204}
    assert EXCHANGES.labels(end="lost")._value.get() == lost, "nobody took it from another"
    assert len({*entity.group.sent(PIECE)}) == len(entity.group.sent(PIECE)) == 3
    assert len(entity.group.sent(COMMIT)) == 1
    assert len(entity.group.sent(BEGIN)) - len(entity.group.sent(PIECE)) == 2, "one sender began, and looked again"
    assert entity.outbox(OCTOBER)["is_wanted"] is False or entity.sweep() == 204
    assert len(entity.group.published(OCTOBER)) == 1


def test_an_event_that_comes_again_sends_nothing(entity: Entity) -> None:
    assert entity.refreshed(OCTOBER) == 204
    asked = len(entity.group.requests)
    assert [entity.refreshed(OCTOBER), entity.refreshed(OCTOBER, generation=6)] == [204, 204]
    assert len(entity.group.requests) == asked
    assert entity.sweep() == 204
    assert not [r for r in entity.group.requests[asked:] if r.startswith(BEGIN)]


def test_what_somebody_asks_for_is_sent_again(entity: Entity) -> None:
    assert entity.refreshed(OCTOBER) == 204
    entity.group.exchanges.clear()  # the group was restored from a backup of before
    assert entity.requested(OCTOBER) == 204
    assert len(entity.group.published(OCTOBER)) == 1
    assert entity.outbox(OCTOBER)["requested_by"] is None
    assert entity.requested(OCTOBER) == 204, "and once more, which the group knows already"
    assert entity.outbox(OCTOBER)["status"] == "PUBLISHED"


def test_a_sender_that_was_killed_is_followed_by_one_that_sends_what_is_missing(entity: Entity) -> None:
    entity.group.troubles = [Trouble("drop", f"{PIECE}prices")]
    assert entity.refreshed(OCTOBER) == 204
    # As a process leaves it that was killed: still leased, no error, no attempt.
    entity.db.execute(
        "UPDATE group_outbox SET leased_until = now() + interval '10 minutes', attempts = 0, error_code = NULL,"
        " next_attempt_at = now()"
    )
    entity.group.troubles = []
    before = len(pieces_of(entity, OCTOBER))
    assert entity.sweep() == 204
    assert len(pieces_of(entity, OCTOBER)) == before, "its lease holds"
    entity.all_due()
    assert entity.sweep() == 204
    sent = pieces_of(entity, OCTOBER)[before:]
    assert [request.split("/pieces/")[1] for request in sent] == ["prices/1", "keys/1"]
    assert len(entity.group.published(OCTOBER)) == 1


def test_a_sender_that_was_taken_for_dead_writes_nothing_any_more(entity: Entity) -> None:
    def taken(request: str) -> None:
        if f"{PIECE}prices" in request:
            entity.db.execute("UPDATE group_outbox SET leased_until = leased_until + interval '1 second'")

    entity.group.on_request = taken
    assert entity.refreshed(OCTOBER) == 204
    row = entity.outbox(OCTOBER)
    assert (row["status"], row["error_code"], row["attempts"]) == (None, None, 0)
    assert row["leased_until"] is not None
    assert not entity.group.sent(COMMIT)


def test_a_publication_in_mid_send_is_sent_as_well(entity: Entity) -> None:
    def publish(request: str) -> None:
        if f"{PIECE}facts" in request:
            entity.group.on_request = lambda _: None
            entity.db.execute(
                "UPDATE fact_consumption SET quantity = quantity * 2 WHERE consumption_metric = 'BILLED_COST.USD'"
            )
            entity.publish(8)
            entity.db.execute(  # what its own event does, which came to another process
                "UPDATE group_outbox SET is_wanted = true, wanted_since = clock_timestamp()"
            )

    entity.group.on_request = publish
    assert entity.refreshed(OCTOBER) == 204
    first, *_ = entity.group.published(OCTOBER)
    assert (first.manifest.generation, lies_of(first)) == (7, []), "the first is whole, of what was read"
    assert entity.outbox(OCTOBER)["is_wanted"] is True
    assert entity.refreshed() == 204
    assert entity.outbox(OCTOBER)["sent_generation"] == 8
    assert [month.manifest.generation for month in entity.group.published(OCTOBER)] == [7, 8]


def test_a_publication_in_the_middle_of_a_read_is_not_torn(make_entity: MakeEntity) -> None:
    entity = make_entity(POSTGRES_POOL_SIZE="2", FINOPS_EXPORT_PUBLISH_SECONDS="0")
    ended = threading.Event()

    def publish_all_the_time() -> None:
        generation = 8
        while not ended.wait(0.01):
            with entity.db.transaction():  # quantities, aggregates and generation at once, as a publication does
                entity.db.execute("UPDATE publication SET generation = %s WHERE entity_id = 'acme'", [generation])
                entity.db.execute(
                    "UPDATE fact_consumption SET quantity = quantity + 1 WHERE application_id = 'shop'"
                    " AND product_id = 'vm' AND environment = 'production' AND entity_id = 'acme'"
                    " AND period_month = '2026-10-01'"
                )
                for table in ("mv_quantity_product_month", "mv_cost_product_month", "mv_cost_domain_month"):
                    entity.db.execute(
                        f"DELETE FROM {table} WHERE entity_id = 'acme' AND period_month = '2026-10-01'".encode()
                    )
                    entity.db.execute(
                        f"INSERT INTO {table} SELECT * FROM {table}_definition"
                        " WHERE entity_id = 'acme' AND period_month = '2026-10-01'".encode()
                    )
            generation += 1

    publishing = threading.Thread(target=publish_all_the_time)
    publishing.start()
    try:
        for _ in range(8):
            assert entity.requested(OCTOBER) == 204
    finally:
        ended.set()
        publishing.join()
    sent = list(entity.group.exchanges.values())
    assert len({each.manifest.generation for each in sent}) > 3
    assert [each.error_code for each in sent] == [None] * len(sent), "no total and no cost is of another publication"


def test_two_years_at_once_are_gone_on_with(make_entity: MakeEntity) -> None:
    entity = make_entity(FINOPS_EXPORT_SECONDS="1")
    months = many_months(entity, date(2024, 8, 1), 24)
    entity.group.on_request = lambda _: time.sleep(0.03)
    assert entity.refreshed(*months) == 204
    first = [each.period for each in entity.group.exchanges.values()]
    assert 1 <= len(first) < 24, "the time of one event is bounded"
    assert first == sorted(months, reverse=True)[: len(first)], "newest first"
    events = 1
    while entity.db.execute(
        "SELECT count(*) AS n FROM group_outbox WHERE status IS DISTINCT FROM 'PUBLISHED'"
    ).fetchone() != {"n": 0}:
        assert entity.sweep() == 204
        events += 1
        assert events < 60
    assert {each.period for each in entity.group.exchanges.values() if each.status == "PUBLISHED"} == {
        *months,
        OCTOBER,
        SEPTEMBER,
    }
    assert len(entity.group.sent(PIECE)) == len(set(entity.group.sent(PIECE))), "no piece was sent twice"


def test_another_month_that_is_being_published_there_is_waited_for(entity: Entity) -> None:
    entity.group.busy = 2
    assert entity.refreshed(OCTOBER) == 204
    assert len(entity.group.sent(COMMIT)) == 3
    assert entity.outbox(OCTOBER)["status"] == "PUBLISHED"


def test_it_is_left_for_later_when_that_takes_too_long(entity: Entity) -> None:
    entity.group.busy, entity.group.retry_after = 1, "280"
    assert entity.refreshed(OCTOBER) == 204
    row = entity.outbox(OCTOBER)
    assert (row["status"], row["is_wanted"], row["attempts"], row["error_code"]) == ("RECEIVING", True, 0, None)
    assert 200 < row["pause"].total_seconds() <= 280
    entity.all_due()
    pieces = len(entity.group.sent(PIECE))
    assert entity.sweep() == 204
    assert entity.outbox(OCTOBER)["status"] == "PUBLISHED"
    assert len([r for r in entity.group.sent(PIECE) if OCTOBER in r]) == pieces
