"""What a route declares, and a request that found its route."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID, uuid4

from flask import Request, Response
from pydantic import BaseModel

from finops_runtime.identity.access import Access, Principal
from query_api.parameters import NoParameters
from query_api.service import Service

MOST_BODY_BYTES = 65_536
MOST_IMPORT_BYTES = 8 << 20
"""Of a table that an admin sends: a hundred thousand lines."""
IDEMPOTENCY_KEY = "Idempotency-Key"
IDEMPOTENCY_KEY_PATTERN = (
    r'^([!#-+\--~]([ -+\--~]{0,253}[!-+\--~])?|"([ !#-\[\]-~]|\\["\\]){1,255}")$'  # bare, or a string of RFC 8941
)
"""Printable ASCII. A bare one has no comma: that is how two headers look to us."""
CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARQUET = "application/vnd.apache.parquet"

GENERATION_HEADER = "Finops-Generation"
"""Which generation an answer is of. Without it an answer has no ETag and is not kept."""


class UndeclaredAccess(TypeError):
    """A route does not say who may call it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """One endpoint. `path` in Flask's notation; `statement` the file in `sql/` that answers it.

    `is_live`: the answer shows what changes without a new generation, such as runs under way; nobody may keep it.
    `takes_tables` and `gives_tables`: the body, or the answer, may be CSV or XLSX as well as JSON. `files`: what else
    the answer may be had as. `plans_for_values`: the statement is planned for each question, which may name thousands
    of ids, and not once for all.
    """

    path: str
    access: Access
    summary: str
    handler: Callable[[Service, "Call"], Response]
    method: Literal["GET", "POST", "PUT", "DELETE"] = "GET"
    parameters: type[NoParameters] = NoParameters
    body: type[BaseModel] | None = None
    answer: type[BaseModel] | None = None
    statement: str = ""
    is_list: bool = False
    is_live: bool = False
    takes_tables: bool = False
    gives_tables: bool = False
    files: tuple[str, ...] = ()
    plans_for_values: bool = False
    most_body_bytes: int = MOST_BODY_BYTES
    success: int = 200
    media_type: str = "application/json"
    refusals: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.access, Access):
            raise UndeclaredAccess(f"{self.method} {self.path} declares no access")

    @property
    def is_of_generation(self) -> bool:
        """Whether its answers stay the same as long as the generation does (I4)."""
        return self.method == "GET" and self.access in (Access.READ, Access.READ_GROUP) and not self.is_live

    @property
    def is_write(self) -> bool:
        """Whether it changes something, so that a key can keep it from happening twice."""
        return self.method != "GET" and self.access not in (Access.READ, Access.READ_GROUP)


@dataclass(frozen=True, slots=True)
class Call:
    """One request for one route, checked and read."""

    route: Route
    request: Request
    parameters: NoParameters
    path: Mapping[str, str]
    principal: Principal | None
    operation_id: UUID = field(default_factory=uuid4)
    """What is made has an id derived from it: the same when a write is sent again with its key."""
