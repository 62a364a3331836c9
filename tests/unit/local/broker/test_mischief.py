"""What may happen to a delivery follows from the seed and the delivery, and never loses an event for good."""

from finops_local.broker.mischief import Mischief

EVENTS = [f"event-{number}" for number in range(1000)]


def test_without_a_share_nothing_happens() -> None:
    mischief = Mischief(seed=7)
    assert all(mischief.delays("t", event) == [0.0] for event in EVENTS)
    assert not any(mischief.loss("t", event, 0) for event in EVENTS)


def test_the_same_seed_is_the_same_mischief() -> None:
    first, again, other = (Mischief(seed, 0.5, 0.5, 2.0, 0.5) for seed in (7, 7, 8))
    assert [first.delays("t", event) for event in EVENTS] == [again.delays("t", event) for event in EVENTS]
    assert [first.delays("t", event) for event in EVENTS] != [other.delays("t", event) for event in EVENTS]
    assert [first.loss("t", event, 1) for event in EVENTS] == [again.loss("t", event, 1) for event in EVENTS]


def test_shares_are_about_kept() -> None:
    mischief = Mischief(1, duplicate_share=0.2, delay_share=0.3, delay_max=2.0, lose_share=0.1)
    delays = [mischief.delays("t", event) for event in EVENTS]
    assert 150 < sum(len(copies) == 2 for copies in delays) < 250
    assert 250 < sum(copies[0] > 0 for copies in delays) < 350
    assert max(copies[0] for copies in delays) <= 2.0
    losses = [mischief.loss("t", event, 0) for event in EVENTS]
    assert 60 < sum(loss is not None for loss in losses) < 140
    assert {"request", "answer"} <= set(losses)


def test_an_attempt_that_was_lost_may_arrive_the_next_time() -> None:
    mischief = Mischief(1, lose_share=0.5)
    assert all(any(mischief.loss("t", event, attempt) is None for attempt in range(30)) for event in EVENTS)


def test_what_is_dropped_never_comes_at_that_trigger() -> None:
    mischief = Mischief(1, duplicate_share=0.5, drop_share=0.3)
    copies = [len(mischief.delays("t", str(number))) for number in range(1000)]
    assert 250 < copies.count(0) < 350
    assert copies == [len(mischief.delays("t", str(number))) for number in range(1000)]


def test_every_process_of_a_subscriber_gets_some() -> None:
    assert {Mischief().instance("t", event, 0, 3) for event in EVENTS} == {0, 1, 2}
    assert {Mischief().instance("t", "event-1", attempt, 2) for attempt in range(30)} == {0, 1}
