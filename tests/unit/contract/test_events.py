from uuid import UUID

import pytest
from pydantic import ValidationError

from finops_contract.events import TYPES, RelevesStaged, RunRequested, event_id_of, run_id_of, subject_of, type_of
from finops_contract.period import Period

RUN = UUID("11111111-1111-5111-8111-111111111111")


def test_the_run_id_depends_on_entity_source_and_id_only() -> None:
    assert run_id_of("acme", "/s", "1") == run_id_of("acme", "/s", "1")
    others = {run_id_of("acme", "/s", "2"), run_id_of("acme", "/t", "1"), run_id_of("other", "/s", "1")}
    assert len(others | {run_id_of("acme", "/s", "1")}) == 4


def test_the_run_id_is_the_same_in_every_release() -> None:
    assert run_id_of("acme", "/s", "1") == UUID("d63d50d2-2a62-5951-952f-82beeaa28a3a")


def test_an_event_sent_again_has_the_same_id_and_another_step_has_not() -> None:
    first = event_id_of(RUN, "rosetta.finops.releves.staged.v1", "open/2026-10")
    assert first == event_id_of(RUN, "rosetta.finops.releves.staged.v1", "open/2026-10")
    assert first != event_id_of(RUN, "rosetta.finops.releves.staged.v1", "open/2026-09")


def test_types_and_payloads_belong_together() -> None:
    staged = RelevesStaged(run_id=RUN, domain_id="open", period=Period(2026, 10), rows=1, checksum="x")
    assert TYPES[type_of(staged)] is RelevesStaged
    assert subject_of(staged) == "open/2026-10"
    assert subject_of(RunRequested()) is None


def test_readers_ignore_fields_of_a_later_release() -> None:
    assert RunRequested.model_validate({"reason": "x", "colour": "blue"}).reason == "x"


@pytest.mark.parametrize(
    "data", [{"periods": ["2026-13"]}, {"periods": "2026-10"}, {"origin": "moon"}, {"dry_run": "maybe"}]
)
def test_bad_requests_are_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        RunRequested.model_validate(data)
