"""What must be known of a landing before its first record can be counted: the last of doubled CIs, the relations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ingest_open.cmdb.config import CmdbConfig, RelationSplit
from ingest_open.cmdb.fields import satisfies, text_at
from ingest_open.cmdb.landing import Record

Applications = Mapping[str, str | None]
"""Applications with their weights as written; None where the rule names no weight."""


@dataclass(frozen=True, slots=True)
class Survey:
    """Both questions, answered from one pass over the landing. One short entry per CI and per relation."""

    latest: Mapping[tuple[str, str], int]
    relations: Mapping[str, Mapping[str, Applications]]

    def is_superseded(self, record: Record) -> bool:
        """Whether the same CI stands in the collection again: updated later or, updated alike, further on."""
        sys_id = text_at(record.fields, "sys_id")
        return bool(sys_id) and self.latest[record.collection, sys_id] != record.position

    def applications_of(self, split: RelationSplit, record: Record) -> Applications:
        """The applications that a CI is related to."""
        return self.relations[_key(split)].get(text_at(record.fields, "sys_id"), {})


def survey(records: Iterable[Record], config: CmdbConfig) -> Survey:
    """Read the landing once, before it is mapped."""
    versions: dict[tuple[str, str], tuple[str, int]] = {}
    splits = {_key(rule.split): rule.split for rule in config.rules if isinstance(rule.split, RelationSplit)}
    relations: dict[str, dict[str, dict[str, str | None]]] = {key: {} for key in splits}
    for record in records:
        sys_id = text_at(record.fields, "sys_id")
        if sys_id:
            version = (text_at(record.fields, "sys_updated_on"), record.position)
            versions[record.collection, sys_id] = max(version, versions.get((record.collection, sys_id), version))
        for key, split in splits.items():
            if record.collection == split.relations:
                _relate(relations[key], split, record)
    return Survey({ci: position for ci, (_, position) in versions.items()}, relations)


def _key(split: RelationSplit) -> str:
    return split.model_dump_json()


def _relate(relations: dict[str, dict[str, str | None]], split: RelationSplit, record: Record) -> None:
    """A relation that stands there twice is one; the later document says its weight."""
    ci, application = text_at(record.fields, split.ci), text_at(record.fields, split.application)
    if ci and application and satisfies(record.fields, split.where):
        weight = None if split.weight is None else text_at(record.fields, split.weight)
        relations.setdefault(ci, {})[application] = weight
