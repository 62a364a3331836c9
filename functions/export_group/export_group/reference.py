"""The group's release as this entity keeps it: fetched anew when it changed, at most once an event."""

from dataclasses import dataclass
from typing import Any

from psycopg.types.json import Jsonb
from pydantic import ValidationError

from export_group.group import Group
from finops_contract.errors import ContractUnknown, DatabaseRefused, FinopsError, GroupMalformed
from finops_contract.exchange import CONTRACT_VERSION
from finops_contract.group_release import GroupRelease
from finops_runtime.database import Database, load_sql
from finops_runtime.logs import get_logger

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Reference:
    """A release: its version, and the part of it that this entity may see."""

    version: int
    document: dict[str, Any]

    def release(self) -> GroupRelease:
        """The document; raises GroupMalformed when it is none."""
        try:
            return GroupRelease.model_validate(self.document)
        except ValidationError as error:
            raise GroupMalformed("the group's release is not one that this version understands") from error


class References:
    """Gives the latest release, by one call to the group an event, however often it is asked."""

    def __init__(self, database: Database, entity_id: str, group: Group) -> None:
        self._database = database
        self._entity = {"entity_id": entity_id}
        self._group = group
        self._latest: Reference | None = None
        self._error: FinopsError | None = None

    def latest(self) -> Reference:
        """Raises what Group.release raises, ContractUnknown, and the errors of the database."""
        if self._error is not None:
            raise self._error
        if self._latest is None:
            try:
                self._latest = self._fetched()
            except FinopsError as error:
                self._error = error
                raise
        return self._latest

    def _fetched(self) -> Reference:
        kept = kept_reference(self._database, self._entity["entity_id"])
        answer, etag = self._group.release(None if kept is None else kept[1])
        if answer is None:
            assert kept is not None  # 304 answers an ETag alone
            self._execute("touch_reference")
            return kept[0]
        if CONTRACT_VERSION not in answer.contract_versions:
            known = ", ".join(map(str, answer.contract_versions))
            raise ContractUnknown(
                f"the group understands contract {known}, we speak {CONTRACT_VERSION}: update one of both"
            )
        values = {"version": answer.version, "checksum": answer.checksum, "document": Jsonb(answer.release)}
        try:
            self._execute("keep_reference", **values, etag=etag)
        except DatabaseRefused as error:
            raise GroupMalformed(f"the group's release cannot be kept: {error}") from error
        if kept is None or kept[0].version != answer.version:
            log.info("another release of the group", version=answer.version)
        return Reference(answer.version, answer.release)

    def _execute(self, name: str, **values: object) -> None:
        with self._database.transaction() as connection:
            connection.execute(load_sql("export_group", name), {**self._entity, **values})


def kept_reference(database: Database, entity_id: str) -> tuple[Reference, str | None] | None:
    """The release that was last fetched and its ETag, without asking the group."""
    with database.transaction() as connection:
        row = connection.execute(load_sql("export_group", "reference"), {"entity_id": entity_id}).fetchone()
    return None if row is None else (Reference(row["version"], row["document"]), row["etag"])
