"""The calls that follow a run, as command lines that can be pasted."""

import json
import shlex
from typing import Any, Final

from finops_runtime.oncall.advice import Advice
from finops_runtime.oncall.report import Command, Run, StepLine

_RUNS: Final = "/v1/local/admin/runs"
_REASON: Final = "say why"


def commands_after(run: Run, steps: tuple[StepLine, ...], advice: Advice | None) -> tuple[Command, ...]:
    """What can be done about the run now; empty when nothing is to be done."""
    if run.status == "RUNNING":
        return (_call("if it must not go on", f"{_RUNS}/{run.run_id}/cancellation", {"reason": _REASON}),)
    if run.status == "REQUESTED" or advice is None or run.trigger_type == "PRICES":
        return ()
    # A night only happens to meet closed months; who asks for one is refused.
    closed = {step.period for step in steps if step.is_late}
    months = [period for period in run.periods if period not in closed]
    return _commands_of(run, months, advice)


def _commands_of(run: Run, months: list[str], advice: Advice) -> tuple[Command, ...]:
    again = _call("to run it again", _RUNS, _body(run, months))
    match advice.next:
        case "none":
            return ()
        case "resume" if run.status == "FAILED" and not run.dry_run:
            resumed = _call("to go on without reading again what is staged", f"{_RUNS}/{run.run_id}/resume", {})
            return (resumed, again)
        case "force":
            forced = _call("if the drop is real", _RUNS, _body(run, months, force=True, reason=_REASON))
            return (again, forced)
        case "reopen":
            month = run.periods[0] if run.periods else "YYYY-MM"
            path = f"/v1/local/admin/periods/{month}/closure"
            return (_call("to reopen the month", path, {"reason": _REASON}, method="DELETE"), again)
    return (again,)


def _body(run: Run, months: list[str], **more: Any) -> dict[str, Any]:
    """The same request; a night's months are named, since a request without any means those of today."""
    body: dict[str, Any] = {"periods": months, "domains": list(run.domains)}
    body |= {name: True for name, asked in (("dryRun", run.dry_run), ("force", run.force)) if asked}
    if run.origin != "live":
        body["origin"] = run.origin
    if run.reason or run.force:
        body["reason"] = run.reason or _REASON
    return {name: value for name, value in (body | more).items() if value != []}


def _call(when: str, path: str, body: dict[str, Any], method: str = "POST") -> Command:
    address = f'"$FINOPS_API_URL{path}"'
    token, kind = '-H "Authorization: Bearer $FINOPS_TOKEN_ADMIN"', '-H "Content-Type: application/json"'
    return Command(when=when, command=f"curl -X {method} {address} {token} {kind} -d {shlex.quote(json.dumps(body))}")
