"""What each entity shows, by whatever it has pushed."""

from dataclasses import dataclass, field
from typing import Any

from tests.faults.exchanges.figures import ENTITIES, Cell, Month

STEP = 10
"""Between two runs of an entity: there is room for one in between."""


@dataclass
class Books:
    """What each entity shows of each month, by the generation that it was pushed with; all that may ever be seen."""

    generations: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ENTITIES, 0))
    accepted: dict[tuple[str, str], Month] = field(default_factory=dict)
    seen: dict[tuple[str, str], list[dict[Cell, Any]]] = field(default_factory=dict)
    sent: list[Month] = field(default_factory=list)

    def next_generation(self, entity: str) -> int:
        self.generations[entity] += STEP
        return self.generations[entity]

    def may_be_seen(self, month: Month) -> None:
        key = (month.manifest.entity_id, str(month.manifest.period))
        self.seen.setdefault(key, []).append(month.costs)
        self.sent.append(month)

    def take(self, month: Month) -> bool:
        """Whether it is what counts from now on."""
        key = (month.manifest.entity_id, str(month.manifest.period))
        before = self.accepted.get(key)
        if before is not None and before.manifest.generation > month.manifest.generation:
            return False
        self.accepted[key] = month
        return True
