"""Reports about runs as plain aligned text."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal

from finops_runtime.oncall.report import Report, Run, RunLine, StepLine

_NONE = "-"
_TRIGGERS = {"CRON": "night", "MANUAL": "manual run", "PRICES": "new prices or a moved product"}


def report_as_text(report: Report, zone: tzinfo) -> str:
    """One run, in the order in which somebody woken by it asks."""
    sections = (
        _what(report.run, zone),
        _where(report),
        _why(report),
        _todo(report),
        _readers(report, zone),
    )
    return "\n".join(line for section in sections for line in section)


def list_as_text(runs: Sequence[RunLine], zone: tzinfo) -> str:
    """A table of runs; a sentence when there are none."""
    if not runs:
        return "no runs"
    head = ("started", "run", "status", "what", "months", "steps", "lasted", "error")
    rows = [
        (
            _moment(run.started_at, zone),
            str(run.run_id),
            run.status,
            _TRIGGERS[run.trigger_type] + (", dry run" if run.dry_run else ""),
            _months(run.periods),
            f"{run.steps_ended}/{run.steps}",
            _duration(run.seconds),
            f"{run.error_code} at {run.error_step}" if run.error_code else _NONE,
        )
        for run in runs
    ]
    return "\n".join(_table((head, *rows)))


def _what(run: Run, zone: tzinfo) -> Iterator[str]:
    yield f"run {run.run_id}: {run.status}{', dry run' if run.dry_run else ''}"
    forced = ", forced" if run.force else ""
    domains = ", ".join(run.domains) or "every enabled domain"
    yield from _pairs(
        ("what", f"{_TRIGGERS[run.trigger_type]}, {_months(run.periods)}, {domains}, origin {run.origin}{forced}"),
        ("asked", f"{_moment(run.requested_at, zone)} by {run.requested_by or 'the schedule'}"),
        ("why", run.reason),
        ("started", _moment(run.started_at, zone) if run.started_at else "not yet: no function has taken it up"),
        ("ended", _moment(run.ended_at, zone) if run.ended_at else None),
        ("lasted", _duration(_seconds(run)) if run.started_at else None),
        ("deadline", _deadline(run, zone)),
        ("release", f"{run.version or _NONE} {run.git_sha or ''}".strip() if run.started_at else None),
    )


def _where(report: Report) -> Iterator[str]:
    run, steps = report.run, report.steps
    yield ""
    ended = sum(step.status != "PLANNED" for step in steps)
    yield f"where: phase {run.phase or _NONE}, {ended} of {len(steps)} steps ended, {run.records_inserted} facts"
    if steps:
        head = ("step", "status", "policy", "tries", "records", "rows", "rejects", "unallocated", "seconds", "function")
        yield from (f"  {line}" for line in _table((head, *map(_step_row, steps))))


def _step_row(step: StepLine) -> tuple[str, ...]:
    share = step.unallocated_share
    return (
        step.name + (" (late)" if step.is_late else ""),
        step.status,
        step.failure_policy,
        str(step.attempts),
        str(step.records),
        str(step.rows),
        str(step.rejects),
        _NONE if share is None else f"{share * 100:.1f} % {step.unallocated_metric}",
        _NONE if step.seconds is None else f"{step.seconds:.1f}",
        step.ingest_function,
    )


def _why(report: Report) -> Iterator[str]:
    run = report.run
    if run.error_code:
        yield ""
        yield f"why: {run.error_code} at {run.error_step}"
        yield f"  {run.error_summary}"
    for step in report.steps:
        if step.error_code and step.error != run.error_summary:
            yield f"  {step.name}: {step.error_code}: {step.error}"


def _todo(report: Report) -> Iterator[str]:
    run, advice = report.run, report.advice
    yield ""
    if advice is not None:
        yield f"what to do: {advice.todo}"
        yield f"  ({report.advice_code}: {advice.means})"
    elif run.status == "RUNNING" and run.deadline_at is not None and run.deadline_at < run.seen_at:
        yield "what to do: it is past its deadline; the watch ends it within five minutes, or is itself not running"
    elif run.status == "RUNNING":
        yield "what to do: nothing; the watch sends again what stalls, and ends the run at its deadline"
    else:
        yield "what to do: nothing"
    for each in report.commands:
        yield f"  {each.when}:"
        yield f"    {each.command}"


def _readers(report: Report, zone: tzinfo) -> Iterator[str]:
    yield ""
    published = report.published
    if published is None:
        yield "readers see: nothing yet, no run has published"
        return
    own = "this run" if published.run_id == report.run.run_id else f"run {published.run_id}"
    yield f"readers see: generation {published.generation} of {own}, since {_moment(published.published_at, zone)}"
    for month in report.months:
        if month.oldest is None or month.newest is None:
            yield f"  {month.period}: nothing is published"
        else:
            yield (
                f"  {month.period}: {month.domains} domains, read between {_moment(month.oldest, zone)} "
                f"and {_moment(month.newest, zone)}"
            )
    for gone in report.missing:
        shown = f"what is shown is of {_moment(gone.shown_since, zone)}" if gone.shown_since else "nothing is shown"
        yield f"  missing: {gone.domain_id}/{gone.period} since {_moment(gone.missing_since, zone)}; {shown}"
        yield f"    {gone.missing_reason}"
    if not report.missing:
        yield "  nothing is missing"


def _deadline(run: Run, zone: tzinfo) -> str | None:
    if run.status != "RUNNING" or run.deadline_at is None:
        return None
    left = int((run.deadline_at - run.seen_at) / timedelta(minutes=1))
    return f"{_moment(run.deadline_at, zone)} ({f'in {left} min' if left >= 0 else f'{-left} min ago'})"


def _seconds(run: Run) -> Decimal:
    assert run.started_at is not None  # its caller looked
    return Decimal(((run.ended_at or run.seen_at) - run.started_at) / timedelta(seconds=1))


def _moment(moment: datetime, zone: tzinfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S %Z}"


def _duration(seconds: Decimal) -> str:
    whole = int(seconds)
    if whole < 60:
        return f"{seconds:.1f} s"
    return f"{whole // 60} min {whole % 60} s" if whole < 3600 else f"{whole // 3600} h {whole % 3600 // 60} min"


def _months(periods: Sequence[str]) -> str:
    if len(periods) <= 3:
        return " ".join(periods) or "the night's months"
    return f"{periods[0]} to {periods[-1]} ({len(periods)} months)"


def _pairs(*pairs: tuple[str, str | None]) -> Iterator[str]:
    yield from (f"  {name:<9}{value}" for name, value in pairs if value is not None)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
