"""The shapes of answers about anomalies of all entities."""

from uuid import UUID

from pydantic import AwareDatetime, Field

from query_api.answers import Amount, Answered, Month
from query_api.group.answers import GroupScope
from query_api.insights.anomaly_answers import Direction, Explanation


class GroupAnomaly(Answered):
    """An application's month in one entity that costs unlike the months before it."""

    anomaly_id: UUID
    period: Month
    entity_id: str
    entity_label: str
    application_id: str
    application_label: str
    owner: str | None
    reserved: bool
    cost: Amount
    expected: Amount
    expected_low: Amount
    expected_high: Amount
    deviation: Amount = Field(description="cost less expected")
    deviation_percent: Amount | None = Field(description="of expected; null where that is 0")
    score: Amount = Field(description="deviation in robust standard deviations")
    direction: Direction
    history_months: int = Field(description="how many months the expectation comes from")
    explained_by: list[Explanation] = Field(description="what deviates most")
    first_seen: AwareDatetime


class GroupAnomalyTotal(Answered):
    """Over everything that the filters let through, whatever page is shown."""

    anomalies: int
    high: int
    low: int
    deviation: Amount


class GroupAnomaliesMeta(GroupScope):
    """Anomalies are of all environments: `environment` is always null."""

    total: GroupAnomalyTotal


class GroupAnomaliesAnswer(Answered):
    """Anomalies of the months asked for."""

    meta: GroupAnomaliesMeta
    data: list[GroupAnomaly]
