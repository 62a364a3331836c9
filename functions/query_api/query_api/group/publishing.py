"""Publishing a release of the official referential. By the login of admins; readers see a generation of its own."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Final

import psycopg
from flask import Response
from psycopg import Connection
from psycopg.errors import DataError, IntegrityError
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic.alias_generators import to_camel

from finops_contract.group_release import GroupRelease
from finops_runtime.database import load_sql
from finops_runtime.logs import get_logger
from finops_runtime.problem import Fault, Problem, bad_parameter, faults_of
from query_api.answers import Answered
from query_api.body import read_body
from query_api.group.changes import ReleaseChange, changes_between
from query_api.parameters import NoParameters
from query_api.route import Call
from query_api.service import Service
from query_api.writing import author

log = get_logger(__name__)
MOST_RELEASE_BYTES: Final = 64 << 20
"""Of a release: half a million mapped applications."""
_APPLY_MILLISECONDS: Final = 120_000
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class ReleaseParameters(NoParameters):
    """How a release is published."""

    dry_run: bool = Field(default=False, description="only say what would change")


class ReleaseRequest(BaseModel):
    """Publish a release."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, strict=True)

    reason: Reason
    release: dict[str, Any] = Field(description="a group release, as docs/group.md has it: its names are snake_case")


class PublishedRelease(Answered):
    """What was published, or would have been."""

    version: int
    checksum: str
    published_at: AwareDatetime | None = Field(description="null: a dry run")
    dry_run: bool
    changes: list[ReleaseChange] = Field(
        description="against the release before; lists in which nothing changes are left out"
    )


class PublishedReleaseAnswer(Answered):
    """No `meta`: what readers see now they ask for."""

    data: PublishedRelease


class _DryRunEnds(Exception):
    """What was tried is rolled back."""


def answer_publication(service: Service, call: Call) -> Response:
    """Publish a release, or say what it would change. Raises Problem.

    400 for what is no release, 409 when it is the one that counts already, 422 when it leaves out keys that an earlier
    one had, or PostgreSQL knows no such time zone.
    """
    asked, parameters = read_body(ReleaseRequest, call.request), call.parameters
    assert isinstance(parameters, ReleaseParameters)  # as the route declares
    release = _release_of(asked)
    document = release.model_dump(mode="json")
    checksum = checksum_of(document)
    published: dict[str, Any] = {}
    with _undone(), service.admin.transaction() as connection:
        connection.execute(load_sql("query_api", "lock_publication"))
        latest = connection.execute(_sql("latest_release")).fetchone()
        if latest is not None and latest["checksum"] == checksum:
            raise _known_already(latest["version"])
        before = GroupRelease.model_validate(latest["document"]) if latest else None
        published = {"version": latest["version"] + 1 if latest else 1, "checksum": checksum}
        values = {**author(service, call), **published, "document": Jsonb(document), "reason": asked.reason}
        changes = changes_between(before, release)
        published |= {"changes": changes, "dryRun": parameters.dry_run, "publishedAt": _publish(connection, values)}
        if parameters.dry_run:
            published["publishedAt"] = None
            raise _DryRunEnds
        _audit(connection, values, changes)
        log.info("release published", version=published["version"], changes=len(changes))
    answer = PublishedReleaseAnswer(data=PublishedRelease.model_validate(published))
    return Response(answer.model_dump_json(by_alias=True), mimetype="application/json")


def checksum_of(document: dict[str, Any]) -> str:
    """SHA-256 of a document as canonical JSON: however it was spelled, what says the same has the same one."""
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _release_of(asked: ReleaseRequest) -> GroupRelease:
    try:
        return GroupRelease.model_validate(asked.release)
    except ValidationError as error:
        faults = [Fault(at=f"release.{fault.at}", message=fault.message) for fault in faults_of(error)]
        raise bad_parameter(*faults) from error


def _publish(connection: Connection[DictRow], values: dict[str, Any]) -> Any:
    """Write it and make it count; when that was."""
    connection.execute(load_sql("query_api", "prices/allow_time"), {"milliseconds": str(_APPLY_MILLISECONDS)})
    row = connection.execute(_sql("insert_release"), values).fetchone()
    assert row is not None  # an INSERT that succeeds returns its row
    with _refused():
        connection.execute(_sql("apply_release"), values)
    return row["published_at"]


def _audit(connection: Connection[DictRow], values: dict[str, Any], changes: list[ReleaseChange]) -> None:
    counted = {change.section: [change.added, change.changed, change.removed] for change in changes}
    entry = {
        **{name: values[name] for name in ("entity", "actor", "reason")},
        "action": "release.published",
        "target": str(values["version"]),
        "details": Jsonb({"checksum": values["checksum"], "changes": counted}),
    }
    connection.execute(load_sql("query_api", "write_audit"), entry)


@contextmanager
def _undone() -> Iterator[None]:
    """The end of a dry run is no error."""
    try:
        yield
    except _DryRunEnds:
        return


@contextmanager
def _refused() -> Iterator[None]:
    """Raises Problem 422 with what stands against a release in the database."""
    try:
        yield
    except (IntegrityError, DataError) as error:
        raise Problem(422, "release-refused", _told(error)) from error


def _told(error: psycopg.Error) -> str:
    message = error.diag.message_primary or "the database does not take it"
    return f"nothing is published: {message}"[:1000]


def _known_already(version: int) -> Problem:
    return Problem(
        409,
        "release-known",
        f"this is release {version}, which counts already: nothing to do; to change something, change the document",
        errors=[Fault(at="version", message=str(version))],
    )


def _sql(name: str) -> bytes:
    return load_sql("query_api", f"group/{name}")
