"""The shapes of answers about anomalies."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from query_api.answers import Amount, Answered, Month, Published, ScopeMeta

Direction = Literal["high", "low"]


class Explanation(Answered):
    """A product's part in the deviation. `(none)`: the INDIRECT domain that is named."""

    product_id: str
    product_label: str
    domain_id: str
    domain_label: str
    delta: Amount
    share: Amount | None = Field(description="of the deviation")


class Acknowledgement(Answered):
    """Who said that the anomaly is known, and why it is one."""

    at: AwareDatetime
    by: str
    comment: str | None


class Anomaly(Answered):
    """An application's month that costs unlike the months before it."""

    anomaly_id: UUID = Field(description="derived from pricing view, month and application: it stays the same")
    period: Month
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
    acknowledged: Acknowledgement | None


class AnomalyTotal(Answered):
    """Over everything that the filters let through, whatever page is shown."""

    anomalies: int
    high: int
    low: int
    acknowledged: int
    deviation: Amount


class AnomaliesMeta(ScopeMeta):
    """Anomalies are of all environments: `environment` is always null."""

    total: AnomalyTotal


class AnomaliesAnswer(Answered):
    """Anomalies of the months asked for."""

    meta: AnomaliesMeta
    data: list[Anomaly]


class AnomalyState(Answered):
    """Whether somebody knows of an anomaly."""

    anomaly_id: UUID
    period: Month
    pricing_view: str
    application_id: str
    application_label: str
    first_seen: AwareDatetime
    gone_at: AwareDatetime | None = Field(description="since when the figures show it no more")
    acknowledged: Acknowledgement | None


class AnomalyAnswer(Answered):
    """What an acknowledgement is answered with."""

    meta: Published
    data: AnomalyState
