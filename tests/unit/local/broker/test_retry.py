import pytest

from finops_local.broker.manifests import Delivery
from finops_local.broker.retry import is_retried, is_success, wait_seconds


def delivery(**settings: object) -> Delivery:
    return Delivery.model_validate({"retry": 10, "backoffDelay": "PT1S", **settings})


@pytest.mark.parametrize("status", [404, 408, 409, 429, 500, 502, 503, 504, 599])
def test_these_are_tried_again(status: int) -> None:
    assert is_retried(status)


@pytest.mark.parametrize("status", [301, 307, 400, 401, 403, 405, 410, 413, 415, 422])
def test_these_are_final_at_once(status: int) -> None:
    assert not is_retried(status)
    assert not is_success(status)


def test_exponential_waits_double_from_the_delay() -> None:
    waits = [wait_seconds(delivery(backoffPolicy="exponential"), attempt, 503, None) for attempt in range(5)]
    assert waits == [1, 2, 4, 8, 16]


def test_linear_waits_grow_by_the_delay() -> None:
    waits = [wait_seconds(delivery(backoffPolicy="linear"), attempt, 503, None) for attempt in range(4)]
    assert waits == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("most", "status", "retry_after", "expected"),
    [
        (None, 503, "60", 1),
        ("PT30S", 503, "20", 20),
        ("PT30S", 429, "60", 30),
        ("PT30S", 500, "20", 1),
        ("PT30S", 503, "Wed, 21 Oct 2026 07:28:00 GMT", 1),
        ("PT30S", 503, "0", 1),
        ("PT30S", 503, None, 1),
    ],
)
def test_retry_after_counts_only_within_the_triggers_maximum(
    most: str | None, status: int, retry_after: str | None, expected: float
) -> None:
    settings = {} if most is None else {"retryAfterMax": most}
    assert wait_seconds(delivery(**settings), 0, status, retry_after) == expected
