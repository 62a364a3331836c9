"""From repositories to relevés and rejects, by the rules of the settings. Pure: no network, no clock."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from finops_contract.quantity import MAX_SCALE
from finops_contract.releve import Reject, Releve
from finops_runtime.ingest.conversion import Conversion, from_steps
from finops_runtime.ingest.meter import UNCHANGED, Meter, Reading, Record
from ingest_native.artifactory.config import ArtifactoryConfig
from ingest_native.artifactory.summary import Repository, Summary
from ingest_native.keys import first_text, product_of


class StorageMapping:
    """One summary's repositories, to be counted by what they hold or by their share of what is on disk."""

    def __init__(self, summary: Summary, where: str, config: ArtifactoryConfig, meter: Meter) -> None:
        self._summary = summary
        self._where = where
        self._config = config
        self._meter = meter

    def held(self) -> Iterator[Releve | Reject]:
        """An outcome per repository, for the bytes that it holds."""
        for repository in self._summary.repositories:
            yield from self._as_held(repository)

    def on_disk(self, binaries: Decimal) -> Iterator[Releve | Reject]:
        """An outcome per repository, for its share of so many bytes by what it holds; the shares add up to them.

        Where no repository holds anything, what is on disk (binaries not collected yet) has no application.
        """
        whole = self._config.conversion.of(binaries)
        weights = [_weight(repository) for repository in self._summary.repositories]
        if not any(weights):
            for repository in self._summary.repositories:
                yield from self._as_held(repository)
            rest = self._summary.document["binariesSummary"]
            yield from self._counted(Record(rest, f"{self._where} binariesSummary"), "binariesSize", whole, UNCHANGED)
            return
        for repository, weight, share in zip(
            self._summary.repositories, weights, shares_of(whole, weights), strict=True
        ):
            if weight:
                yield from self._counted(self._record(repository), "share of binariesSize", share, UNCHANGED)
            else:
                yield from self._as_held(repository)

    def _as_held(self, repository: Repository) -> list[Releve | Reject]:
        record = self._record(repository)
        if repository.problem is not None or repository.size is None:
            reason = repository.problem.reason if repository.problem else "missing_number"
            return [self._meter.reject(record, reason, str(repository.problem))]
        return self._counted(record, "usedSpace", repository.size.of_bytes, self._config.conversion)

    def _counted(self, record: Record, field: str, value: Decimal, conversion: Conversion) -> list[Releve | Reject]:
        row: dict[str, Any] = record.document
        reading = Reading(
            metric=self._config.metric,
            field=field,
            value=value,
            application=first_text(row, self._config.application),
            product=product_of(row, self._config.product),
            environment=first_text(row, self._config.environment),
            conversion=conversion,
        )
        return self._meter.readings(record, [reading])

    def _record(self, repository: Repository) -> Record:
        return Record(repository.document, f"{self._where} {str(repository.document.get('repoKey'))[:200]}")


def shares_of(whole: Decimal, weights: list[Decimal]) -> list[Decimal]:
    """`whole`, split by weights that are not all zero: 18 decimals each, the last weight above 0 takes what is left."""
    steps = int(Fraction(whole) * 10**MAX_SCALE)
    total = sum(map(Fraction, weights), Fraction(0))
    parts = [int(steps * Fraction(weight) / total) for weight in weights]
    last = max(index for index, weight in enumerate(weights) if weight)
    parts[last] += steps - sum(parts)
    return [from_steps(part) for part in parts]


def _weight(repository: Repository) -> Decimal:
    return max(repository.size.of_bytes, Decimal(0)) if repository.size is not None else Decimal(0)
