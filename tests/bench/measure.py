"""Measurements, and the ratios between them."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter


@dataclass
class Measure:
    """Seconds that one thing took, each time that it was done."""

    name: str
    seconds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return median(self.seconds)

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Time the block."""
        start = perf_counter()
        yield
        self.seconds.append(perf_counter() - start)


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times `over` a thing took, and what is aimed at."""

    name: str
    measure: Measure
    over: Measure
    aim: str

    @property
    def value(self) -> float:
        over = self.over.median
        return self.measure.median / over if over else math.nan


@dataclass(frozen=True, slots=True)
class Result:
    """What one bench found."""

    title: str
    measures: list[Measure]
    ratios: list[Ratio]
    notes: list[str] = field(default_factory=list)
