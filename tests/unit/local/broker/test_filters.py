import pytest

from finops_local.broker.filters import matches

PING = {"type": "dev.knative.sources.ping", "source": "/apis/v1/namespaces/finops/pingsources/finops-nightly"}


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, True),
        ({"type": "dev.knative.sources.ping"}, True),
        ({"type": "dev.knative.sources.pin"}, False),
        ({"type": "dev.knative.sources.ping", "source": PING["source"]}, True),
        ({"type": "dev.knative.sources.ping", "source": PING["source"].replace("nightly", "watch")}, False),
        ({"entityid": ""}, False),
        ({"source": ""}, True),
        ({"TYPE": "dev.knative.sources.ping"}, False),
    ],
)
def test_every_wanted_attribute_is_there_with_exactly_that_value(wanted: dict[str, str], expected: bool) -> None:
    assert matches(wanted, PING) is expected
