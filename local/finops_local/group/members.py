"""The companies of the sample group, and what is special about each."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from finops_contract.period import Period
from finops_local.sample.company import Company

GROUP: Final = "group"
SHARED_APPLICATIONS: Final = 5
"""The first applications of every company are the group's own: one application each, used by all."""


@dataclass(frozen=True, slots=True)
class Member:
    """One company; `behind` with its last months, or with a domain that the group does not know."""

    entity_id: str
    label: str
    behind: int = 0
    own_domain: str | None = None

    def company(self, apps: int, months: int, today: date) -> Company:
        """The company, as large as asked."""
        return Company(apps=apps, months=months, today=today, seed=self.entity_id, entity_id=self.entity_id)

    def last_run(self, company: Company) -> Period:
        """The last month that it has run."""
        return company.current.plus(-min(self.behind, company.months - 1))


MEMBERS: Final = (
    Member("north", "North Industries"),
    Member("south", "South Services", behind=2),
    Member("west", "West Retail", own_domain="mainframe"),
)
"""South has not run its last two months; West has a domain of its own, which the group must take in first."""
