"""`python -m <function> try|list|schema|check`: for the people who build connectors and domains.

Reads sources and writes nothing but what --keep and --csv name. Exit codes: 0 reconciled, 1 the step would fail,
2 wrong usage or settings.
"""

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from pydantic import SecretStr, ValidationError

from finops_contract.errors import BadConnectorConfig, BadPeriod, FinopsError
from finops_contract.period import Period
from finops_contract.releve import Releve
from finops_runtime.ingest.connector import Connector
from finops_runtime.ingest.recording import Recording, RecordingWriter, read_landing, trial_step
from finops_runtime.ingest.trial import Trial, try_out
from finops_runtime.ingest.trial_progress import Progress, WatchedWriter
from finops_runtime.ingest.trial_report import as_json, as_text
from finops_runtime.raw_zone import RawZone
from finops_runtime.runs.step import Step
from finops_runtime.runs.window import month_of
from finops_runtime.settings import SourceSettings

RECONCILED, FAILED, USAGE = 0, 1, 2


class TrialSettings(SourceSettings):
    """What reading sources needs of a function's environment: no broker and no PostgreSQL."""

    mongo_url: SecretStr = SecretStr("mongodb://127.0.0.1:27017")


Connectors: TypeAlias = Callable[[SourceSettings, RawZone], Sequence[Connector[Any]]]


class Usage(Exception):
    """What was asked for cannot be tried; the message says why."""


def run(function: str, connectors: Connectors, argv: Sequence[str] | None = None) -> int:
    """The command of one function; the exit code."""
    options = _parser(function).parse_args(argv)
    try:
        settings = TrialSettings()
        raw_zone = RawZone(settings)
        try:
            by_name = {connector.name: connector for connector in connectors(settings, raw_zone)}
            return _run(options, by_name, settings)
        finally:
            raw_zone.close()
    except ValidationError as error:
        for wrong in error.errors(include_input=False, include_url=False):
            print(f"{'.'.join(map(str, wrong['loc'])) or 'settings'}: {wrong['msg']}", file=sys.stderr)
    except (Usage, BadConnectorConfig, BadPeriod) as error:
        print(error, file=sys.stderr)
    except FinopsError as error:
        print(f"the step would fail, {error.code}: {error}", file=sys.stderr)
        return FAILED
    return USAGE


def _parser(function: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"python -m {function}", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="the connectors of this function")
    schema = commands.add_parser("schema", help="the JSON Schema of a connector's settings")
    check = commands.add_parser("check", help="are these settings right? A wrong key is named")
    trial = commands.add_parser("try", help="read a source for a month; print relevés, reconciliation and rejects")
    for command in (schema, check, trial):
        command.add_argument("--connector", required=True, metavar="NAME", help="as `list` calls it")
    check.add_argument("--config", required=True, type=Path, metavar="FILE", help="JSON: the domain's connector_config")
    trial.add_argument("--config", type=Path, metavar="FILE", help="JSON: the domain's connector_config")
    trial.add_argument("--period", metavar="YYYY-MM", help="the month; by default this one")
    trial.add_argument("--mode", choices=("DIRECT", "INDIRECT"), default="DIRECT", help="the domain's mode")
    trial.add_argument("--domain", default="trial", metavar="ID", help="the domain's id, for sources that name it")
    trial.add_argument("--replay", type=Path, metavar="FOLDER", help="read what --keep kept, not the source")
    trial.add_argument("--keep", type=Path, metavar="FOLDER", help="keep settings and answers as a recorded case")
    trial.add_argument("--expect", action="store_true", help="with --keep or --replay: write expected.json; check it!")
    trial.add_argument("--limit", type=int, default=20, metavar="N", help="how many relevés to print (20)")
    trial.add_argument("--json", action="store_true", help="print one JSON document")
    trial.add_argument("--csv", type=Path, metavar="FILE", help="write every relevé, as releve_csv reads them")
    return parser


def _run(options: argparse.Namespace, connectors: dict[str, Connector[Any]], settings: TrialSettings) -> int:
    if options.command == "list":
        for name, each in sorted(connectors.items()):
            print(f"{name}\t{each.answers}")
        return RECONCILED
    connector = connectors.get(options.connector)
    if connector is None:
        raise Usage(f"there is no connector {options.connector!r}: there are {', '.join(sorted(connectors))}")
    if options.command == "schema":
        print(json.dumps(connector.config.model_json_schema(), indent=2, ensure_ascii=False))
        return RECONCILED
    if options.command == "check":
        connector.config.model_validate(_document(options.config)[0])
        print("the settings are right")
        return RECONCILED
    trial = _try(options, connector, settings)
    report = [json.dumps(as_json(trial), indent=2, ensure_ascii=False)] if options.json else as_text(trial)
    for line in report:
        print(line)
    return RECONCILED if trial.is_reconciled else FAILED


def _try(options: argparse.Namespace, connector: Connector[Any], settings: TrialSettings) -> Trial:
    file = options.config or (options.replay and options.replay / "config.json")
    if file is None:
        raise Usage("give --config, or --replay with a folder that has a config.json")
    if options.expect and not (options.keep or options.replay):
        raise Usage("--expect needs --keep or --replay")
    document, about = _document(file)
    config = connector.config.model_validate(document)
    now = month_of(datetime.now(UTC), settings.timezone)
    period = Period.parse(options.period or (options.replay and about.get("period")) or str(now))
    if connector.answers == "snapshot" and options.replay is None and period != now:
        raise Usage(f"{connector.name} only knows the present: leave --period out, or --replay what was kept")
    step = trial_step(connector, document, period, options.domain, options.mode)
    with _landed(options, connector, step, config) as folder, _releve_file(options.csv) as each:
        landing = Recording(folder)
        progress = Progress("records read")
        trial = try_out(connector, step, config, landing, max(options.limit, 0), each, progress.at)
        if options.expect:
            found = read_landing(connector, step, landing).as_json()
            (folder / "expected.json").write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return trial


@contextmanager
def _landed(options: argparse.Namespace, connector: Connector[Any], step: Step, config: Any) -> Iterator[Path]:
    """The folder with the landing: the one to replay, the one to keep, or one that is removed at the end."""
    if options.replay is not None:
        if not (options.replay / "answers").is_dir():
            raise Usage(f"{options.replay} holds no answers/: --keep writes such a folder")
        yield options.replay
        return
    with TemporaryDirectory(prefix="finops-trial-") as temporary:
        folder = Path(temporary) / "landing" if options.keep is None else options.keep
        try:
            writer = RecordingWriter(folder)
        except OSError as error:
            raise Usage(f"{folder} cannot be written, or holds a recording: {error.strerror}") from error
        case = {"period": str(step.period), "mode": step.domain_mode}
        kept = json.dumps({"case": case, **step.connector_config}, indent=2, ensure_ascii=False)
        (folder / "config.json").write_text(kept + "\n", encoding="utf-8")
        connector.land(step, config, WatchedWriter(writer))
        yield folder


@contextmanager
def _releve_file(path: Path | None) -> Iterator[Callable[[Releve], None]]:
    if path is None:
        yield lambda _: None
        return
    try:
        file = path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise Usage(f"{path} cannot be written: {error.strerror}") from error
    with file:
        rows = csv.writer(file)
        rows.writerow(("period", "application", "product", "environment", "metric", "quantity"))
        yield lambda r: rows.writerow(
            (r.period, r.application_key or "", r.product_key or "", r.environment, r.metric, f"{r.quantity:f}")
        )


def _document(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The settings in a file, and what a recorded case says of itself under `case`, which is no setting."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Usage(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise Usage(f"{path} is not JSON: {error}") from error
    if not isinstance(document, dict):
        raise Usage(f"{path} holds no JSON object")
    about = document.pop("case", {})
    return document, about if isinstance(about, dict) else {}
