"""What happens in a night, from its seed alone. Pure: the same number is the same trouble, on any machine."""

from dataclasses import asdict, dataclass, field
from random import Random
from typing import Final, Literal, get_args

from finops_local.broker.mischief import Mischief
from tests.faults.points import POINTS

Deed = Literal[
    "kill",  # kill -9 of the process at the point
    "kill_worker",
    "cut_connections",  # PostgreSQL ends every connection of the functions, while the point is held
    "restart_postgres",
    "crash_postgres",
    "stop_mongo",
    "delay",  # the point is held for a second
    "cancel",  # whichever run is under way
    "prices",  # published while the point is held; or later, when nobody passes it
    "move",
]
Happening = Literal[
    "kill",
    "deploy",
    "cut_connections",
    "restart_postgres",
    "crash_postgres",
    "stop_mongo",
    "pause_mongo",
    "disk_full",
    "skew",
    "night_again",
    "second_night",
    "old_month",
    "one_domain",
    "dry_run",
    "cancel",
    "prices",
    "move",
    "closed_month",
    "close_months",
]
HAPPENINGS: Final[tuple[Happening, ...]] = get_args(Happening)
FUNCTIONS: Final = ("ingest_open", "ingest_cloud", "ingest_native", "load_facts", "refresh_mvs")
STUBS: Final = ("cloudkitty", "artifactory", "cube")
ODDITIES: Final = ("slow", "silent", "flapping", "server_error", "rate_limited", "half_page", "forbidden")
SOURCE_DOMAINS: Final = ("private_openstack", "artifacts", "cube", "open")
LONGEST_SECONDS: Final = 2.5
"""When the last trouble of a night begins; all of it is over a little later."""

_AT_A_POINT: Final[tuple[Deed, ...]] = (
    "kill",
    "kill",
    "kill",
    "kill_worker",
    "cut_connections",
    "restart_postgres",
    "crash_postgres",
    "stop_mongo",
    "delay",
    "cancel",
)
_PUBLICATION = ("facts_replaced", "aggregates_rebuilt", "generation_raised", "publication_uncommitted")
_MEETING_A_PUBLICATION: Final[dict[Deed, tuple[str, ...]]] = {
    "prices": _PUBLICATION,
    "move": _PUBLICATION,
    "cancel": ("publication_locked",),
}
"""What happens, half of the times, while a run is being published, which lasts too short to be met by chance."""
_MOST_HOURS = 200


@dataclass(frozen=True, slots=True)
class AtPoint:
    """When the first process passes the named point, this is done."""

    point: str
    deed: Deed


@dataclass(frozen=True, slots=True)
class AtTime:
    """So many seconds into the night, at 0 before its event, this happens; `target` is a function or a domain, if any.

    `number` says by how many hours a clock is set apart, or which of a function's processes is killed.
    """

    seconds: float
    what: Happening
    target: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class SourceTrouble:
    """What a source does until `seconds` into the night."""

    stub: str
    kind: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Night:
    """Everything that is done to one night."""

    seed: int
    is_nightly_event_lost: bool
    broker: Mischief
    at_points: tuple[AtPoint, ...]
    at_times: tuple[AtTime, ...]
    sources: tuple[SourceTrouble, ...]
    tolerant: frozenset[str] = field(default_factory=frozenset)

    def happens(self, *what: str) -> bool:
        """Whether any of these is part of the night, at a point or at a time."""
        return any(one.deed in what for one in self.at_points) or any(one.what in what for one in self.at_times)

    def described(self) -> str:
        """One line about the night."""
        parts = [f"{one.deed}@{one.point}" for one in self.at_points]
        parts += [f"{one.what}{one.target and ':' + one.target}+{one.seconds:g}s" for one in self.at_times]
        parts += [f"{one.stub} {one.kind} for {one.seconds:g}s" for one in self.sources]
        parts += [f"{name}={share:g}" for name, share in asdict(self.broker).items() if share and name != "seed"]
        parts += [f"{domain} tolerant" for domain in sorted(self.tolerant)]
        if self.is_nightly_event_lost:
            parts.append("the nightly event never came")
        return ", ".join(parts) or "nothing"


def planned(seed: int) -> Night:
    """The night of that number."""
    random = Random(f"night/{seed}")
    at_points = [
        AtPoint(point.name, random.choice(_AT_A_POINT)) for point in random.sample(POINTS, _some(random, 0, 1, 1, 2, 3))
    ]
    happenings = random.sample(HAPPENINGS, _some(random, 0, 1, 1, 2, 3))
    if "close_months" in happenings:  # what is closed can neither be priced nor moved, and is not asked to be
        happenings = [what for what in happenings if what not in ("prices", "move")]
    for deed, points in _MEETING_A_PUBLICATION.items():
        if deed in happenings and random.random() < 0.5:
            happenings.remove(deed)
            point = random.choice(points)
            at_points = [one for one in at_points if one.point != point] + [AtPoint(point, deed)]
    return Night(
        seed=seed,
        is_nightly_event_lost=random.random() < 0.05,
        broker=_broker(random, seed),
        at_points=tuple(at_points),
        at_times=tuple(sorted((_at_time(random, what) for what in happenings), key=lambda moment: moment.seconds)),
        sources=tuple(
            SourceTrouble(stub, random.choice(ODDITIES), round(random.uniform(0.5, LONGEST_SECONDS), 2))
            for stub in random.sample(STUBS, _some(random, 0, 0, 1, 2))
        ),
        tolerant=frozenset(random.sample(SOURCE_DOMAINS, _some(random, 0, 0, 1, 2))),
    )


def _some(random: Random, *counts: int) -> int:
    return random.choice(counts)


def _broker(random: Random, seed: int) -> Mischief:
    """A third of the nights has a broker that behaves."""
    if random.random() < 0.33:
        return Mischief(seed)
    return Mischief(
        seed,
        duplicate_share=random.choice((0.0, 0.2, 0.5)),
        delay_share=random.choice((0.0, 0.3, 0.6)),
        delay_max=random.choice((0.3, 1.5)),
        lose_share=random.choice((0.0, 0.1, 0.3)),
        drop_share=random.choice((0.0, 0.0, 0.0, 0.1, 0.3)),
    )


def _at_time(random: Random, what: Happening) -> AtTime:
    seconds = round(random.uniform(0.0, LONGEST_SECONDS), 2)
    if what in ("kill", "deploy", "skew"):
        return AtTime(seconds, what, random.choice(FUNCTIONS), random.randint(-_MOST_HOURS, _MOST_HOURS))
    if what == "one_domain":
        return AtTime(seconds, what, random.choice(SOURCE_DOMAINS))
    if what == "close_months":  # half of the time before the night
        return AtTime(random.choice((0.0, seconds)), what)
    return AtTime(seconds, what)
