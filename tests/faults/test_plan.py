"""A night's trouble is the same every time, and over a thousand nights everything happens."""

from typing import get_args

from tests.faults.plan import HAPPENINGS, ODDITIES, Deed, planned
from tests.faults.points import POINTS


def test_a_number_is_a_night() -> None:
    assert planned(7) == planned(7)
    assert planned(7) != planned(8)


def test_a_thousand_nights_have_everything() -> None:
    nights = [planned(seed) for seed in range(1, 1001)]
    at_points = {(one.point, one.deed) for night in nights for one in night.at_points}
    assert {point for point, _ in at_points} == {point.name for point in POINTS}
    assert {point for point, deed in at_points if deed == "kill"} == {point.name for point in POINTS}
    assert {one.what for night in nights for one in night.at_times} == set(HAPPENINGS)
    assert {one.kind for night in nights for one in night.sources} == set(ODDITIES)
    assert {deed for _, deed in at_points} == set(get_args(Deed))
    assert any(night.broker.drop_share for night in nights)
    assert any(night.is_nightly_event_lost for night in nights)
    assert any(night.tolerant for night in nights)
