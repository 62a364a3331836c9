"""The watch: nothing waits for ever, no night is lost, and it sends only what the rows imply."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.fix_chain import Chain, MakeChain
from tests.fix_company import LAST_MONTH, THIS_MONTH, Company

NOW = datetime.now(UTC)
PARIS = ZoneInfo("Europe/Paris")
TODAY_AT_TWO = NOW.astimezone(PARIS).replace(hour=2, minute=0, second=0, microsecond=0)


@pytest.fixture
def patient(make_chain: MakeChain, company: Company) -> Chain:
    """A chain; no night is due, so that only stalled runs matter."""
    chain = make_chain()
    company.db.execute("UPDATE dim_domain SET available_from = %s", [THIS_MONTH.first_day])
    return chain


def stall(company: Company) -> None:
    company.db.execute("UPDATE etl_runs SET started_at = now() - interval '1 hour'")
    company.db.execute("UPDATE etl_run_steps SET started_at = now() - interval '1 hour', ended_at = NULL")


def test_a_run_past_its_deadline_is_failed_and_told(patient: Chain, company: Company) -> None:
    run_id = patient.night(NOW, to=("load_facts",))
    company.db.execute("UPDATE etl_runs SET deadline_at = now() - interval '1 second'")
    assert patient.watch(NOW) == 204
    assert company.run(run_id)["status"] == "FAILED"
    assert [event["runid"] for event in patient.sink.of_type("run.failed")] == [str(run_id)]


def test_a_run_whose_start_was_lost_is_asked_for_again_as_it_was(patient: Chain, company: Company) -> None:
    run_id = patient.request(periods=[str(THIS_MONTH)], reason="lost", to=("load_facts",))
    stall(company)
    patient.watch(NOW)
    (again,) = patient.sink.of_type("run.requested")
    assert again.data["reason"] == "lost"
    patient.settle()
    assert company.run(run_id)["status"] == "SUCCESS"


def test_a_night_whose_ping_was_lost_on_the_way_to_a_function_goes_on(patient: Chain, company: Company) -> None:
    run_id = patient.night(NOW, to=("load_facts",))
    stall(company)
    patient.watch(NOW)
    ping = patient.sink.events[-1]
    for function in ("ingest_open", "load_facts"):
        assert patient.post(function, ping) == 204
    patient.settle()
    assert company.run(run_id)["status"] == "SUCCESS"
    assert company.one("SELECT count(*) AS n FROM etl_runs")["n"] == 1


def test_lost_events_of_a_staged_and_of_a_loaded_run_are_sent_again(patient: Chain, company: Company) -> None:
    run_id = patient.night(NOW, to=("ingest_open",))
    patient.sink.events.clear()
    stall(company)
    patient.watch(NOW)
    assert len(patient.sink.of_type("releves.staged")) == 1
    patient.post("load_facts", patient.sink.events[-1])
    patient.sink.events.clear()
    stall(company)
    patient.watch(NOW)
    assert len(patient.sink.of_type("facts.loaded")) == 1
    patient.delivered = 0
    patient.settle()
    assert company.run(run_id)["status"] == "SUCCESS"


def test_a_run_that_makes_progress_is_left_alone(patient: Chain) -> None:
    patient.night(NOW, to=("ingest_open",))
    before = len(patient.sink.events)
    patient.watch(NOW)
    assert len(patient.sink.events) == before


def test_a_lost_night_is_asked_for_once_after_its_grace(patient: Chain, company: Company) -> None:
    patient.watch(TODAY_AT_TWO + timedelta(minutes=29))
    assert patient.sink.of_type("run.requested") == []
    patient.watch(TODAY_AT_TWO + timedelta(minutes=31))
    (asked,) = patient.sink.of_type("run.requested")
    assert datetime.fromisoformat(asked["time"]) == TODAY_AT_TWO
    patient.settle()
    run = company.one("SELECT * FROM etl_runs")
    assert (run["status"], run["trigger_type"], run["requested_by"]) == ("SUCCESS", "CRON", "finops-watch")
    patient.watch(TODAY_AT_TWO + timedelta(minutes=36))
    assert len(patient.sink.of_type("run.requested")) == 1


def test_a_night_skipped_for_a_long_manual_run_catches_up_when_that_ends(patient: Chain, company: Company) -> None:
    manual = patient.request(periods=[str(THIS_MONTH)])
    skipped = patient.night(TODAY_AT_TWO)
    assert company.run(skipped)["status"] == "SKIPPED"
    patient.watch(TODAY_AT_TWO + timedelta(hours=1))
    assert patient.sink.of_type("run.requested") == []  # the manual run still holds the place
    patient.settle()
    assert company.run(manual)["status"] == "SUCCESS"
    patient.watch(TODAY_AT_TWO + timedelta(hours=2))
    patient.settle()
    nights = company.all("SELECT status FROM etl_runs WHERE trigger_type = 'CRON' ORDER BY started_at")
    assert [night["status"] for night in nights] == ["SKIPPED", "SUCCESS"]


def test_a_failed_night_is_left_to_people(patient: Chain, company: Company) -> None:
    company.db.execute("UPDATE dim_domain SET connector = 'unheard-of'")
    patient.night(TODAY_AT_TWO)
    assert company.one("SELECT status FROM etl_runs")["status"] == "FAILED"
    patient.watch(TODAY_AT_TWO + timedelta(hours=1))
    assert patient.sink.of_type("run.requested") == []


def test_minutes_may_be_fractions(make_chain: MakeChain, company: Company) -> None:
    chain = make_chain(FINOPS_STALL_MINUTES="0.5", FINOPS_RUN_DEADLINE_MINUTES="2.5")
    run_id = chain.request(periods=[str(THIS_MONTH)], to=("load_facts",))
    given = company.run(run_id)["deadline_at"] - company.run(run_id)["started_at"]
    assert timedelta(seconds=149) < given <= timedelta(seconds=150)
    company.db.execute("UPDATE etl_runs SET started_at = now() - interval '25 seconds'")
    chain.watch(NOW)
    assert chain.sink.of_type("run.requested") == []
    company.db.execute("UPDATE etl_runs SET started_at = now() - interval '35 seconds'")
    chain.watch(NOW)
    assert len(chain.sink.of_type("run.requested")) == 1


@pytest.mark.parametrize(
    "held",
    [
        "2026-10-25T02:00:00+02:00",  # the first time that it is two o'clock
        "2026-10-25T02:00:00+01:00",
        "2026-03-29T03:00:00+02:00",  # there is no two o'clock: schedulers fire an hour later, or not at all
    ],
)
def test_the_night_that_the_clocks_change_is_held_once(patient: Chain, company: Company, held: str) -> None:
    company.db.execute(
        "UPDATE dim_domain SET is_enabled = false"
    )  # nothing to do: whether a night is asked for matters
    at = datetime.fromisoformat(held)
    patient.night(at)
    for minutes in range(0, 24 * 60, 15):
        moment = at + timedelta(minutes=minutes)
        if moment.astimezone(PARIS).date() == at.astimezone(PARIS).date():
            patient.watch(moment)
    assert patient.sink.of_type("run.requested") == []


@pytest.mark.parametrize(
    ("day", "due"), [("2026-10-25", "2026-10-25T00:00:00+00:00"), ("2026-03-29", "2026-03-29T01:00:00+00:00")]
)
def test_a_night_lost_when_the_clocks_change_is_asked_for_once(
    patient: Chain, company: Company, day: str, due: str
) -> None:
    company.db.execute("UPDATE dim_domain SET is_enabled = false")
    for quarters in range(4, 16):
        patient.watch(datetime.fromisoformat(f"{day}T00:00:00+00:00") + timedelta(minutes=15 * quarters))
        patient.settle()
    asked = [event["time"] for event in patient.sink.of_type("run.requested")]
    assert [datetime.fromisoformat(time) for time in asked] == [datetime.fromisoformat(due)]


def test_a_lost_night_of_a_range_runs_the_range(make_chain: MakeChain, company: Company) -> None:
    chain = make_chain(FINOPS_PERIOD_MODE="range", FINOPS_PERIOD_FROM=str(LAST_MONTH), FINOPS_PERIOD_TO=str(LAST_MONTH))
    chain.watch(TODAY_AT_TWO + timedelta(hours=1))
    chain.settle()
    run = company.one("SELECT * FROM etl_runs")
    assert (run["status"], run["periods"]) == ("SUCCESS", [LAST_MONTH.first_day])


def test_an_empty_post_is_the_watch_where_a_scheduler_sends_nothing_else(
    make_chain: MakeChain, company: Company
) -> None:
    chain = make_chain(FINOPS_WATCH_BY_EMPTY_POST="true")
    run_id = chain.night(NOW, to=("load_facts",))
    company.db.execute("UPDATE etl_runs SET deadline_at = now() - interval '1 second'")
    assert chain.clients["load_facts"].post("/").status_code == 204
    assert company.run(run_id)["status"] == "FAILED"
    assert chain.clients["load_facts"].post("/", data=b"tick").status_code == 415
    assert chain.clients["ingest_open"].post("/").status_code == 415
