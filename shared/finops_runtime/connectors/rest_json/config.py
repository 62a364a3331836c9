"""The settings of the `rest_json` connectors: what is asked, how it is paged, what a row means."""

import re
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, model_validator

from finops_contract.releve import Key
from finops_runtime.connectors.rest_json.expressions import Expression
from finops_runtime.http.access import HttpAccess
from finops_runtime.ingest.conversion import Conversion
from finops_runtime.ingest.settings import ConnectorSettings, Environments
from finops_runtime.settings import TimeZone

PLACEHOLDERS = frozenset({"period", "year", "month", "month_start", "month_end", "month_last_day"})
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def placeholders_of(text: str) -> set[str]:
    """The names in braces."""
    return set(_PLACEHOLDER.findall(text))


def _known_placeholders(text: str) -> str:
    unknown = placeholders_of(text) - PLACEHOLDERS
    if unknown:
        known = ", ".join(sorted(f"{{{name}}}" for name in PLACEHOLDERS))
        raise ValueError(f"{{{min(unknown)}}} is not known: there are {known}")
    return text


Path = Annotated[
    str,
    Field(pattern=r"^/[^?#\\\s]*$", max_length=1000),
    Field(examples=["/usage"]),
    AfterValidator(_known_placeholders),
]
ParameterName = Annotated[str, Field(pattern=r"^[^\s&=?#]+$", max_length=100)]
ParameterValue = Annotated[str, Field(max_length=1000), AfterValidator(_known_placeholders)]
MemberName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]+$", max_length=100)]
Size = Annotated[int, Field(ge=1, le=1_000_000)]


class NoPaging(ConnectorSettings):
    """One answer holds everything."""

    kind: Literal["none"] = "none"


class Sized(ConnectorSettings):
    """A page's size as it is asked for; nothing is asked when it is left out."""

    size_param: ParameterName | None = None
    size: Size | None = None

    @model_validator(mode="after")
    def _both(self) -> Self:
        if self.size_param is not None and self.size is None:
            raise ValueError("size_param needs size")
        return self


class PagePaging(Sized):
    """Numbered pages. They end at an empty page, at the stated total, or (`short_page`) at one below `size`."""

    kind: Literal["page"]
    param: ParameterName = "page"
    first: Annotated[int, Field(ge=0, le=1)] = 1
    ends: Literal["empty_page", "short_page"] = "empty_page"

    @model_validator(mode="after")
    def _size_of_a_short_page(self) -> Self:
        if self.ends == "short_page" and self.size is None:
            raise ValueError("ends: short_page needs size")
        return self


class OffsetPaging(Sized):
    """Rows from an offset on: the number of rows that were read. They end at an empty page or at the stated total."""

    kind: Literal["offset"]
    param: ParameterName = "offset"


class CursorPaging(ConnectorSettings):
    """Each answer holds the value of a parameter for the next; none, or an empty one, at the end."""

    kind: Literal["cursor"]
    param: ParameterName = "cursor"
    cursor: Expression


class LinkPaging(ConnectorSettings):
    """Each answer holds the address of the next: in its `Link` header (rel="next"), or where `next` finds it."""

    kind: Literal["link"]
    next: Expression | None = None


Paging = Annotated[NoPaging | PagePaging | OffsetPaging | CursorPaging | LinkPaging, Field(discriminator="kind")]


class Constant(ConnectorSettings):
    """The same text for every row."""

    constant: Key


Text = Expression | Constant


class RowQuantity(ConnectorSettings):
    """One number of a row, and what it is a number of. With `where`, only in the rows for which that gives true."""

    quantity: Expression
    metric: Key
    product: Text | None = None
    where: Expression | None = None
    conversion: Conversion = Conversion()


class RestJsonSnapshotConfig(HttpAccess):
    """`dim_domain.connector_config` of a domain on the `rest_json_snapshot` connector."""

    source: Key
    path: Path
    params: Annotated[dict[ParameterName, ParameterValue], Field(max_length=50)] = Field(default_factory=dict)
    time_zone: TimeZone = "UTC"
    date_format: Literal["date", "instant", "unix", "unix_ms"] = "date"
    paging: Paging = NoPaging()
    total: Expression | None = None
    rows: Expression
    blanked: Annotated[tuple[MemberName, ...], Field(max_length=50)] = ()
    where: Expression | None = None
    month: Expression | None = None
    other_months: Literal["reject", "ignore"] = "reject"
    application: Text | None = None
    product: Text | None = None
    environment: Text | None = None
    environments: Environments = Field(default_factory=dict)
    quantities: Annotated[tuple[RowQuantity, ...], Field(min_length=1, max_length=50)]
    binary_floats: bool = False

    @model_validator(mode="after")
    def _paging_parameter_once(self) -> Self:
        paging = self.paging
        own = {getattr(paging, name, None) for name in ("param", "size_param")} & self.params.keys()
        if own:
            raise ValueError(f"params: {min(map(str, own))} belongs to paging")
        return self

    @property
    def zone(self) -> ZoneInfo:
        """Where the source's months begin."""
        return ZoneInfo(self.time_zone)


class RestJsonConfig(RestJsonSnapshotConfig):
    """`dim_domain.connector_config` of a domain on the `rest_json` connector, whose source knows past months."""

    @model_validator(mode="after")
    def _asks_for_a_month(self) -> Self:
        named = any(placeholders_of(text) for text in (self.path, *self.params.values()))
        if not named and self.month is None:
            raise ValueError(
                "neither path, params nor `month` name the month, so that every month would count the same rows; "
                "for a source that only knows the present use rest_json_snapshot"
            )
        return self
