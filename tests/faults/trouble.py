"""Makes the trouble that a night's plan names, and puts everything right again."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from finops_local.broker import client as broker
from finops_local.broker.mischief import Mischief
from tests.faults import asking, months
from tests.faults.plan import FUNCTIONS, STUBS, AtPoint, AtTime, Happening, Night, SourceTrouble
from tests.faults.points import RUN_ADOPTED
from tests.faults.servers import Servers
from tests.faults.world import INSTANCES, World, set_clock

_HELD_SECONDS = 1.0
_PAUSE_SECONDS = 0.005
_READY_SECONDS = 60.0


@dataclass
class Asked:
    """The runs that were asked for, by how: none of them may be lost, nor done twice.

    `closed`: months that were closed, with the generation since when; restatements: new prices, a move.
    """

    nights: set[UUID] = field(default_factory=set)
    by_api: set[UUID] = field(default_factory=set)
    cancelled: set[UUID] = field(default_factory=set)
    restatements: set[UUID] = field(default_factory=set)
    closed: dict[str, int] = field(default_factory=dict)


class Troublemaker:
    """One night's trouble, in threads of its own.

    `met` are the points at which something was done; `errors` are the suite's own, and never expected.
    """

    def __init__(self, world: World, night: Night) -> None:
        self._world = world
        self._night = night
        self._platform = world.stage.platform
        self._over = threading.Event()
        self._servers = Servers(world, self._over)
        self._at_points: list[threading.Thread] = []
        self._at_times: list[threading.Thread] = []
        self.asked = Asked()
        self.errors: list[str] = []
        self.met: list[str] = []

    def begin(self) -> None:
        """Give the orders and start the clock."""
        broker.set_mischief(self._platform.url("broker"), self._night.broker)
        for source in self._night.sources:
            self._world.set_source(source.stub, source.kind)
            self._at_times.append(self._spawn(partial(self._mend_source, source)))
        for one in self._night.at_points:
            self._order(one)
            self._at_points.append(self._spawn(partial(self._at_point, one)))
        threads = {moment: self._spawn(partial(self._at_time, moment)) for moment in self._night.at_times}
        self._at_times += threads.values()
        for moment, thread in threads.items():
            if not moment.seconds:
                thread.join()

    @property
    def has_happened(self) -> bool:
        """Whether all that was to happen at a time has."""
        return not any(thread.is_alive() for thread in self._at_times)

    def heal(self) -> None:
        """Wait for the last that was to happen, then put everything right."""
        for thread in self._at_times:
            thread.join()
        self._over.set()
        for thread in (*self._at_points, *self._at_times):
            thread.join()
        for stub in STUBS:
            self._world.set_source(stub, None)
        for function in FUNCTIONS:
            set_clock(self._world.folder, function, 0)
        with ThreadPoolExecutor(len(self._world.processes)) as pool:
            list(pool.map(lambda name: self._platform.wait_ready(name, _READY_SECONDS), self._world.processes))
        broker.set_mischief(self._platform.url("broker"), Mischief())

    def _spawn(self, work: Callable[[], None]) -> threading.Thread:
        def guarded() -> None:
            try:
                work()
            except Exception as error:  # noqa: BLE001 - whatever it is, the night's report says so
                self.errors.append(f"the suite itself failed: {type(error).__name__}: {error}"[:500])

        thread = threading.Thread(target=guarded, daemon=True)
        thread.start()
        return thread

    def _order(self, one: AtPoint) -> None:
        new = self._world.orders / f"{one.point}.new"
        new.write_text(one.deed if one.deed in ("kill", "kill_worker") else "hold")
        new.rename(self._world.orders / one.point)

    def _at_point(self, one: AtPoint) -> None:
        """Once a process is held at the point, do the deed, then let it go."""
        taken = self._world.orders / f"{one.point}.taken"
        lasting: dict[str, Callable[[], None]] = {"prices": self._publish_prices, "move": self._move}
        while not taken.exists():
            if self._over.wait(_PAUSE_SECONDS) and self._is_withdrawn(one):
                if one.deed in lasting:  # what the night comes to depends on it
                    lasting[one.deed]()
                return
        self.met.append(one.point)
        deeds: dict[str, Callable[[], object]] = {
            "cut_connections": self._servers.cut_connections,
            "restart_postgres": self._servers.restart_postgres,
            "crash_postgres": self._servers.crash_postgres,
            "stop_mongo": self._servers.stop_mongo,
            "delay": partial(self._over.wait, _HELD_SECONDS),
            "cancel": self._cancel,
        }
        if one.deed in deeds:
            deeds[one.deed]()
        elif one.deed in lasting:  # it may well wait for who is held
            self._at_times.append(self._spawn(lasting[one.deed]))
            self._over.wait(_HELD_SECONDS)
        (self._world.orders / f"{one.point}.release").touch()

    def _is_withdrawn(self, one: AtPoint) -> bool:
        """Take the order back; False when a process took it first, and is held. Whoever resumes may still be killed."""
        if one.point != RUN_ADOPTED or one.deed not in ("kill", "kill_worker"):
            try:
                (self._world.orders / one.point).unlink()
            except FileNotFoundError:
                return False
        return True

    def _mend_source(self, source: SourceTrouble) -> None:
        self._over.wait(source.seconds)
        self._world.set_source(source.stub, None)

    def _at_time(self, moment: AtTime) -> None:
        self._over.wait(moment.seconds)
        servers, asked = self._servers, self.asked
        old, previous, current = (str(month) for month in self._world.months[1:])
        happenings: dict[Happening, Callable[[], object]] = {
            "kill": partial(self._kill, moment),
            "deploy": partial(self._deploy, moment),
            "skew": partial(set_clock, self._world.folder, moment.target, moment.number),
            "cut_connections": servers.cut_connections,
            "restart_postgres": servers.restart_postgres,
            "crash_postgres": servers.crash_postgres,
            "stop_mongo": servers.stop_mongo,
            "pause_mongo": servers.pause_mongo,
            "disk_full": servers.fill_disk,
            "night_again": lambda: asked.nights.add(asking.night(self._world, "night")),
            "second_night": lambda: asked.nights.add(asking.night(self._world, "another-night")),
            "old_month": partial(self._ask, {"periods": [old]}),
            "one_domain": partial(self._ask, {"periods": [previous, current], "domains": [moment.target]}),
            "dry_run": partial(self._ask, {"periods": [current], "dryRun": True}),
            "closed_month": partial(self._ask, {"periods": [str(self._world.months[0])]}),
            "cancel": self._cancel,
            "prices": self._publish_prices,
            "move": self._move,
            "close_months": lambda: asked.closed.update(months.close(self._world)),
        }
        happenings[moment.what]()

    def _kill(self, moment: AtTime) -> None:
        self._platform.kill(self._platform.instances_of(moment.target)[moment.number % INSTANCES])

    def _deploy(self, moment: AtTime) -> None:
        for name in self._platform.instances_of(moment.target):
            self._platform.restart(name, {"FINOPS_VERSION": f"next-{self._night.seed}"})

    def _ask(self, body: dict[str, object]) -> None:
        run_id = asking.run_by_api(self._world, body)
        self.asked.by_api.update([run_id] if run_id else [])

    def _publish_prices(self) -> None:
        self.asked.restatements.add(asking.prices(self._world))

    def _move(self) -> None:
        run_id = asking.move(self._world)
        self.asked.restatements.update([run_id] if run_id else [])

    def _cancel(self) -> None:
        run_id = asking.cancel(self._world)
        self.asked.cancelled.update([run_id] if run_id else [])
