"""What is tried again, and when: the rules of Knative's event dispatcher."""

from typing import Final

from finops_local.broker.manifests import Delivery

BAD_REPLY: Final = 502
"""The status that Knative's broker itself gives to a non-empty answer that is no CloudEvent."""
NO_ANSWER: Final = 500
"""The status recorded for a connection that failed or timed out."""

_AGAIN: Final = frozenset({404, 408, 409, 429})
_NAMES_A_TIME: Final = frozenset({429, 503})


def is_success(status: int) -> bool:
    """Whether the subscriber took the event."""
    return 200 <= status <= 299


def is_retried(status: int) -> bool:
    """Whether a failure with this status is tried again; the others are final at once."""
    return status >= 500 or status in _AGAIN


def wait_seconds(delivery: Delivery, attempt: int, status: int, retry_after: str | None) -> float:
    """Seconds before the next attempt after failed attempt number `attempt`, counted from 0.

    A Retry-After in seconds makes it longer, on 429 and 503, only if the Trigger sets `retryAfterMax`, and
    no longer than that.
    """
    delay = delivery.backoff_delay.total_seconds()
    wait = delay * (2**attempt if delivery.backoff_policy == "exponential" else attempt)
    if delivery.retry_after_max is None or status not in _NAMES_A_TIME or not (retry_after or "").strip().isdigit():
        return wait
    return max(wait, min(float(retry_after or 0), delivery.retry_after_max.total_seconds()))
