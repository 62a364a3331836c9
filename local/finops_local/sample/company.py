"""The company: its applications, its months, and how much each application uses.

Every figure follows from a seed, the application and the age of the month (0 is the current one), never from
the date: the same company next month, one calendar page on. (But for the quarters, which end when the calendar says.)
Integers only, so nothing is ever rounded by luck.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from random import Random
from uuid import UUID, uuid5

from finops_contract.period import Period
from finops_local.sample.names import OWNERS, label_of

NAMESPACE = UUID("c0a7b4f1-33a8-5b0e-9d6c-2f1d7d6c9b10")
SEED = "rosetta"
ENTITY = "local"
LEVEL = 1_000
"""`level()` of an application of middling size in a middling month."""

# Thousandths, by how many months ago; twelve months on it comes again. August is quiet, year ends are busy.
_SEASON = (1010, 1015, 1000, 930, 960, 990, 1005, 1000, 1015, 990, 975, 1090)
_ENVIRONMENTS = (("production",), ("production", "test"), ("production", "test", "development"))
QUARTERLY = 37
"""The index of an application that closes the books: busy at every quarter's end, as it always is."""
_QUARTER_END, _QUARTERLY_PERCENT = 3, 165
_YOUNG_PERCENT = 18
_MILLION = 1_000_000
_USERS_PERCENT = {
    "public_cloud": 62,
    "private_cloud": 55,
    "native": 80,
    "openstack": 24,
    "containers": 30,
    "artifacts": 35,
    "cube": 28,
    "messaging": 26,
    "telephony": 24,
    "workplace": 45,
}
"""How many of a hundred applications use a platform."""


@dataclass(frozen=True)
class Application:
    """One application with the names that each source system has for it.

    `size` in thousandths of a middling one; `growth_ppm` per month; `born` the age of its first month, None
    when it is older than the company's books.
    """

    index: int
    application_id: str
    label: str
    short_name: str
    cost_code: str
    owner: str
    size: int
    growth_ppm: int
    born: int | None
    environments: tuple[str, ...]
    sys_id: str
    cloud_tags: tuple[str, ...]
    project_id: str
    gitlab_group: str
    platforms: frozenset[str]

    def lives(self, age: int) -> bool:
        """Whether it exists in the month of that age."""
        return self.born is None or age <= self.born


@dataclass(frozen=True)
class Company:
    """`apps` applications over `months` months that end in the month of `today`; another `seed` is another company."""

    apps: int = 300
    months: int = 24
    today: date | None = None
    seed: str = SEED
    entity_id: str = ENTITY

    @property
    def current(self) -> Period:
        """The last month."""
        return Period.of(self.today or date.today())

    @property
    def periods(self) -> tuple[Period, ...]:
        """Every month, oldest first."""
        return tuple(self.current.plus(1 - self.months).until(self.current))

    def age(self, period: Period) -> int:
        """How many months ago it was."""
        return (self.current.year - period.year) * 12 + self.current.month - period.month

    @cached_property
    def applications(self) -> tuple[Application, ...]:
        """Every application, retired from nothing: the first `apps` of an endless list."""
        return tuple(_application(self.random(f"application/{index}"), index) for index in range(self.apps))

    def alive(self, age: int) -> list[Application]:
        """The applications of a month."""
        return [application for application in self.applications if application.lives(age)]

    def users(self, platform: str, age: int) -> list[Application]:
        """The applications of a month that use a platform."""
        return [application for application in self.alive(age) if platform in application.platforms]

    def random(self, what: str) -> Random:
        """Chance that is the same at every run for the same `what`."""
        return Random(f"{self.seed}/{what}")  # noqa: S311 - repeatable on purpose

    def level(self, application: Application, age: int) -> int:
        """How busy it is in that month, in thousandths: size x growth x season, and now and then a peak."""
        level = application.size * _grown(application.growth_ppm, age) * _SEASON[age % 12] // (_MILLION * 1000)
        if application.index == QUARTERLY:
            return level * _QUARTERLY_PERCENT // 100 if self.current.plus(-age).month % _QUARTER_END == 0 else level
        peak = self.random(f"peak/{application.index}/{age}").randrange(70) == 0
        return max(1, level * 2 if peak else level)


@lru_cache(maxsize=100_000)
def _grown(growth_ppm: int, age: int) -> int:
    """Millionths of today's size, that many months ago."""
    level = _MILLION
    for _ in range(age):
        level = level * _MILLION // (_MILLION + growth_ppm)
    return level


def _application(random: Random, index: int) -> Application:
    label = label_of(index)
    slug = label.lower().replace(" ", "-")
    # A few big ones, many small: the company's costs have a head and a long tail.
    size = 400 + 24_000 // (random.randrange(60) + 2)
    tags = (slug,) if random.randrange(6) else (slug, label.replace(" ", ""))
    platforms = frozenset(name for name, percent in _USERS_PERCENT.items() if random.randrange(100) < percent)
    return Application(
        index=index,
        application_id=f"APM{index + 1:07d}",
        label=label,
        short_name=slug,
        cost_code=f"CC-{70_000 + index}",
        owner=OWNERS[random.randrange(len(OWNERS))],
        size=size,
        growth_ppm=random.randrange(-6_000, 32_000) * 5 // 8,
        born=random.randrange(1, 23) if random.randrange(100) < _YOUNG_PERCENT else None,
        environments=_ENVIRONMENTS[random.randrange(3)],
        sys_id=uuid5(NAMESPACE, f"business-application/{index}").hex,
        cloud_tags=tags,
        project_id=uuid5(NAMESPACE, f"project/{index}").hex,
        gitlab_group=f"{'apps' if random.randrange(4) else 'digital-factory'}/{slug}",
        platforms=platforms,
    )
