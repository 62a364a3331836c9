"""What a trial prints: a table for people, or one JSON document."""

from collections.abc import Iterator, Sequence
from typing import Any

from finops_runtime.ingest.trial import Trial

_WIDEST = 60


def as_json(trial: Trial) -> dict[str, Any]:
    """The whole report; quantities as texts."""
    return {
        "records": trial.totals.records,
        "reconciled": trial.is_reconciled,
        "reconciliation": {
            metric: {name: f"{quantity:f}" for name, quantity in line.items()}
            for metric, line in trial.reconciliation().items()
        },
        "releves": {
            "count": trial.releves,
            "without_application": trial.without_application,
            "without_product": trial.without_product,
            "without_environment": trial.without_environment,
            "first": [releve.model_dump(mode="json") for releve in trial.first],
        },
        "rejects": {
            reason: {"count": count, "examples": [each.model_dump(mode="json") for each in trial.examples[reason]]}
            for reason, count in sorted(trial.reasons.items())
        },
        "applications": trial.applications,
    }


def as_text(trial: Trial) -> Iterator[str]:
    """The report line by line."""
    yield from _releves(trial)
    yield from _reconciliation(trial)
    yield from _nulls(trial)
    yield from _rejects(trial)


def _releves(trial: Trial) -> Iterator[str]:
    shown = f", the first {len(trial.first):,} of them" if len(trial.first) < trial.releves else ""
    yield f"relevés: {trial.releves:,}{shown}"
    if trial.first:
        header = ("application", "product", "environment", "metric", "quantity")
        yield from _table(
            header,
            [
                (r.application_key or "-", r.product_key or "-", r.environment, r.metric, f"{r.quantity:f}")
                for r in trial.first
            ],
        )
    if trial.applications:
        yield f"applications that the source names: {trial.applications:,}"


def _reconciliation(trial: Trial) -> Iterator[str]:
    verdict = "reconciled" if trial.is_reconciled else "NOT RECONCILED"
    yield ""
    yield f"reconciliation: {trial.totals.records:,} records, {verdict}"
    rows = [
        (metric, *(f"{quantity:f}" for quantity in line.values())) for metric, line in trial.reconciliation().items()
    ]
    if rows:
        yield from _table(("metric", "source", "relevés", "rejected", "difference"), rows)


def _nulls(trial: Trial) -> Iterator[str]:
    if not trial.releves:
        return
    yield ""
    for name, count in (
        ("application", trial.without_application),
        ("product", trial.without_product),
        ("environment", trial.without_environment),
    ):
        yield f"without {name}: {count:,} of {trial.releves:,} ({100 * count / trial.releves:.2f} %)"


def _rejects(trial: Trial) -> Iterator[str]:
    yield ""
    yield f"rejects: {trial.reasons.total():,}"
    for reason, count in trial.reasons.most_common():
        yield f"  {reason}: {count:,}"
        for reject in trial.examples[reason]:
            yield f"    {_printable(reject.location, 160)}: {_printable(reject.message, 160)}"
            yield f"      {_printable(reject.record, 160)}"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    cells = [[_printable(cell, _WIDEST) for cell in row] for row in (header, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(header))]
    is_number = [all(row[column].lstrip("-")[:1].isdigit() for row in cells[1:]) for column in range(len(header))]
    for row in cells:
        aligned = (
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, is_number, strict=True)
        )
        yield "  " + "  ".join(aligned).rstrip()


def _printable(text: str, most: int) -> str:
    """A source's text as a terminal may see it: no control characters, bounded."""
    shown = "".join(character if character.isprintable() else "\ufffd" for character in text[: most + 1])
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"
