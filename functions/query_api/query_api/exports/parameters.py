"""What exports may be asked."""

from typing import Literal

from pydantic import Field

from finops_contract.period import Period
from query_api.parameters import ValuedParameters

Version = Literal["1.2", "1.0"]
Format = Literal["csv", "parquet"]


class FocusParameters(ValuedParameters):
    """One month as a FOCUS dataset."""

    period: Period | None = Field(default=None, description="default: the latest published month")
    version: Version = Field(default="1.2", description="of FOCUS, the columns of which are given")
    format: Format | None = Field(
        default=None, description="for links, which send no Accept; default: what Accept says"
    )

    def values(self) -> dict[str, object]:
        """Month as `first` and `last`."""
        month = self.period.first_day if self.period else None
        return {**super().values(), "first": month, "last": month}
