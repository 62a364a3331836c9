"""What happens in a row of pushes, from its seed alone. Pure: the same number is the same trouble, on any machine."""

from dataclasses import dataclass
from random import Random
from typing import Final, Literal, get_args

from finops_contract.period import Period
from finops_local.broker.mischief import Mischief
from tests.faults.exchanges.figures import ENTITIES, MONTHS

Kind = Literal["new", "replay", "older", "crossing", "lie", "not_conformant", "another_entity", "another_role"]
Trouble = Literal[
    "kill_receiver",
    "kill_publisher",
    "cut_connections",
    "restart_postgres",
    "crash_postgres",
    "doubled_pieces",
    "shuffled_pieces",
    "two_commits",
    "two_senders",
    "broken_off",
]
Lie = Literal["rows", "checksum", "totals", "costs", "entity", "period", "left_out", "truncated", "undeclared"]
LIES: Final[tuple[Lie, ...]] = get_args(Lie)
A_ROW: Final = 25
_KINDS: Final[dict[Kind, int]] = {
    "new": 55,
    "replay": 10,
    "older": 8,
    "crossing": 8,
    "lie": 9,
    "not_conformant": 4,
    "another_entity": 4,
    "another_role": 2,
}
_TROUBLES: Final[dict[Trouble, float]] = {
    "kill_receiver": 0.15,
    "kill_publisher": 0.15,
    "cut_connections": 0.10,
    "restart_postgres": 0.03,
    "crash_postgres": 0.03,
    "doubled_pieces": 0.2,
    "shuffled_pieces": 0.3,
    "two_commits": 0.2,
    "two_senders": 0.15,
    "broken_off": 0.15,
}
_LONGEST_SECONDS = 0.6


@dataclass(frozen=True, slots=True)
class Push:
    """One of them, and what goes wrong: at `after` seconds, for what happens at a time."""

    number: int
    seed: int
    kind: Kind
    entity: str
    period: Period
    lie: Lie | None
    troubles: tuple[Trouble, ...]
    after: float
    broker: Mischief


def planned(seed: int) -> list[Push]:
    """The pushes of a row, one after the other."""
    random = Random(f"exchanges/{seed}")
    return [_push(random, number) for number in range(A_ROW)]


def _push(random: Random, number: int) -> Push:
    kind: Kind = random.choices(list(_KINDS), list(_KINDS.values()))[0]
    return Push(
        number=number,
        seed=random.getrandbits(32),
        kind=kind,
        entity=random.choice(ENTITIES),
        period=random.choice(MONTHS),
        lie=random.choice(LIES) if kind == "lie" else None,
        troubles=tuple(trouble for trouble, share in _TROUBLES.items() if random.random() < share),
        after=random.uniform(0, _LONGEST_SECONDS),
        broker=Mischief(
            seed=random.getrandbits(31),
            duplicate_share=random.choice((0.0, 0.0, 0.5, 1.0)),
            delay_share=random.choice((0.0, 0.0, 0.5)),
            delay_max=0.3,
            lose_share=random.choice((0.0, 0.0, 0.2)),
        ),
    )
