"""What must be known of a landing before its first record can be counted: the last of doubled CIs, the relations."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from finops_runtime.raw_zone import Payload
from ingest_open.cmdb.config import CmdbConfig, RelationSplit
from ingest_open.cmdb.doubles import doubles_in, records_with
from ingest_open.cmdb.fields import satisfies, text_at
from ingest_open.cmdb.landing import Record, collection_of, records_of

Applications = Mapping[str, str | None]
"""Applications with their weights as written; None where the rule names no weight."""
Position = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Survey:
    """Both questions, answered before the landing is mapped. `latest` holds only what may stand twice."""

    latest: Mapping[tuple[str, str], Position]
    relations: Mapping[str, Mapping[str, Applications]]

    def is_superseded(self, record: Record) -> bool:
        """Whether the same CI stands in the collection again: updated later or, updated alike, further on."""
        if not self.latest:
            return False
        latest = self.latest.get((record.collection, text_at(record.fields, "sys_id")))
        return latest is not None and latest != record.position

    def applications_of(self, split: RelationSplit, record: Record) -> Applications:
        """The applications that a CI is related to."""
        return self.relations[_key(split)].get(text_at(record.fields, "sys_id"), {})


def survey(payloads: Callable[[], Iterator[Payload]], config: CmdbConfig) -> Survey:
    """Look through the landing, once for what stands twice and once for the relations, before it is mapped."""
    doubles = doubles_in(payloads())
    latest = _latest(records_with(doubles, payloads())) if doubles else {}
    splits = {_key(rule.split): rule.split for rule in config.rules if isinstance(rule.split, RelationSplit)}
    relations: dict[str, dict[str, dict[str, str | None]]] = {key: {} for key in splits}
    if splits:
        for record in records_of(p for p in payloads() if collection_of(p) in config.relations):
            for key, split in splits.items():
                if record.collection == split.relations:
                    _relate(relations[key], split, record)
    return Survey(latest, relations)


def _latest(records: Iterable[Record]) -> dict[tuple[str, str], Position]:
    versions: dict[tuple[str, str], tuple[str, Position]] = {}
    for record in records:
        sys_id = text_at(record.fields, "sys_id")
        if sys_id:
            version = (text_at(record.fields, "sys_updated_on"), record.position)
            versions[record.collection, sys_id] = max(version, versions.get((record.collection, sys_id), version))
    return {ci: position for ci, (_, position) in versions.items()}


def _key(split: RelationSplit) -> str:
    return split.model_dump_json()


def _relate(relations: dict[str, dict[str, str | None]], split: RelationSplit, record: Record) -> None:
    """A relation that stands there twice is one; the later document says its weight."""
    ci, application = text_at(record.fields, split.ci), text_at(record.fields, split.application)
    if ci and application and satisfies(record.fields, split.where):
        weight = None if split.weight is None else text_at(record.fields, split.weight)
        relations.setdefault(ci, {})[application] = weight
