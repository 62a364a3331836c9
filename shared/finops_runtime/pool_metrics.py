"""How the pools of this process are used, read at each scrape."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Protocol
from weakref import WeakSet

from prometheus_client import REGISTRY
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

_STATES = {"size": "pool_size", "available": "pool_available", "waiting": "requests_waiting"}


class Pooled(Protocol):
    """What has a pool, perhaps not opened yet."""

    name: str

    def pool_stats(self) -> Mapping[str, int]:
        """What psycopg's pool says of itself; empty before it is opened."""
        ...


class PoolCollector(Collector):
    """The pools that live, by the name that the server knows them by."""

    def __init__(self) -> None:
        self._pools: WeakSet[Pooled] = WeakSet()

    def watch(self, pooled: Pooled) -> None:
        """Show this pool as long as it lives."""
        self._pools.add(pooled)

    def describe(self) -> Iterable[Metric]:
        """Nothing is known before a scrape."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """finops_pool_connections, by pool and state."""
        gauge = GaugeMetricFamily(
            "finops_pool_connections",
            "Connections of the pool, and requests that wait for one",
            labels=["pool", "state"],
        )
        counted: Counter[tuple[str, str]] = Counter()
        for pooled in list(self._pools):
            stats = pooled.pool_stats()
            for state, key in _STATES.items():
                counted[pooled.name, state] += stats.get(key, 0)
        for labels, number in counted.items():
            gauge.add_metric(labels, number)
        yield gauge


POOLS = PoolCollector()
REGISTRY.register(POOLS)
