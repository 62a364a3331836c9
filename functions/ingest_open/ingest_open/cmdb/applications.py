"""From CMDB records to the company's applications and their aliases. Pure: no database, no clock."""

from dataclasses import dataclass, field

from pydantic import ValidationError

from finops_contract.application import ApplicationRecord
from finops_contract.releve import Reject
from ingest_open.cmdb.config import AliasField, Applications
from ingest_open.cmdb.fields import Fields, as_record, satisfies, text_at, text_of, value_at
from ingest_open.cmdb.landing import Record


@dataclass(frozen=True, slots=True)
class ApplicationReader:
    """Reads the applications of one landing; remembers the keys that it has met, for each counts once."""

    source: str
    feed: Applications
    met: set[str] = field(default_factory=set)

    def wants(self, record: Record) -> bool:
        """Whether the record is an application."""
        return record.collection == self.feed.collection and satisfies(record.fields, self.feed.where)

    def outcome(self, record: Record, *, is_superseded: bool) -> ApplicationRecord | Reject:
        """The application, or why it is none."""
        if is_superseded:
            return _reject(record, "duplicate_ci", "it stands there again, and only its last version counts")
        key = text_at(record.fields, self.feed.id)
        if not key:
            return _reject(record, "missing_application_id", f"{self.feed.id} is empty")
        if key in self.met:
            return _reject(record, "duplicate_application", f"another one has the same {self.feed.id}")
        try:
            application = self._application(record.fields, key)
        except ValidationError as error:
            wrong = error.errors(include_input=False, include_url=False)[0]
            return _reject(record, "bad_application", f"{wrong['loc'][0]}: {wrong['msg']}")
        self.met.add(key)
        return application

    def _application(self, fields: Fields, key: str) -> ApplicationRecord:
        feed = self.feed
        own = (self.source, key)
        return ApplicationRecord(
            source=self.source,
            application_key=key,
            label=text_at(fields, feed.label) or key,
            owner=None if feed.owner is None else text_at(fields, feed.owner) or None,
            is_retired=bool(feed.retired_where) and satisfies(fields, feed.retired_where),
            aliases=tuple(alias for one in feed.aliases for alias in self._aliases(fields, one) if alias != own),
        )

    def _aliases(self, fields: Fields, alias: AliasField) -> list[tuple[str, str]]:
        value = value_at(fields, alias.field)
        texts = [text_of(item) for item in value] if isinstance(value, list) else [text_of(value)]
        return [(alias.source or self.source, text) for text in texts if text]


def _reject(record: Record, reason: str, message: str) -> Reject:
    return Reject(reason=reason, message=message, location=record.location, record=as_record(record.fields))
