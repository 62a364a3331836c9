"""What came of it: who is in and who is missing, what does not conform, whether figures are the companies' own."""

from collections.abc import Iterable
from decimal import Decimal

from finops_contract.period import Period
from finops_contract.quantity import EXACT
from finops_local.demo.api import Api
from finops_local.demo.screen import Screen
from finops_local.group.play import GroupPlayed, Totals, last_over
from finops_local.group.stage import GroupStage

_MOST_FINDINGS = 8
_FINDING = ("entityId", "severity", "check", "kind", "keyId", "expected", "found")


def show_group(stage: GroupStage, screen: Screen, played: GroupPlayed) -> None:
    """Print the group's screens as tables, and add to `played.failures` what does not hold."""
    api = Api(stage.platform.url("query_api"), stage.reader_token)
    month = last_over(stage)
    months = [period for company in stage.companies.values() for period in company.periods]
    span = {"from": str(min(months)), "to": str(max(months))}
    _show_refused(screen, played)
    _show_completeness(screen, api, span)
    _show_entities(screen, api, month)
    _show_conformity(screen, api)
    played.failures += figure_failures(api, played.totals)
    played.failures += story_failures(stage, api, month)
    screen.say(
        f"\n{len(played.totals)} totals of {len(stage.companies)} companies, by month and pricing view, were compared "
        "with the group's, to the last decimal."
    )


def show_group_calls(screen: Screen, month: Period) -> None:
    """How to call its API while it is up."""
    screen.verbatim("\nThe group's:")
    for path in (f"dashboard?period={month}", "completeness"):
        screen.verbatim(
            f'  curl -s -H "Authorization: Bearer $FINOPS_TOKEN_GROUP" "$FINOPS_GROUP_API_URL/v1/group/{path}"'
        )


def figure_failures(api: Api, totals: Totals) -> list[str]:
    """Where the group's total of an entity, a month and a pricing view is not what the entity shows itself."""
    failures = []
    seen: dict[tuple[str, str, str], Decimal | None] = {}
    for period, view in sorted({(period, view) for _, period, view in totals}):
        answer = api.get("/v1/group/entities", period=period, pricingView=view, limit="200")
        for row in answer["data"]:
            seen[row["entityId"], period, view] = row["cost"]
        own = _sum(cost for (_, of, by), cost in totals.items() if (of, by) == (period, view))
        if answer["meta"]["total"]["cost"] != own:
            failures.append(f"{period}, {view}: the group shows {answer['meta']['total']['cost']}, its companies {own}")
    for key, cost in totals.items():
        if seen.get(key) != cost:
            failures.append(f"{'/'.join(key)}: the group shows {seen.get(key)}, the company {cost}")
    return failures


def _sum(costs: Iterable[Decimal | None]) -> Decimal:
    """Exactly: Python's own arithmetic rounds to 28 digits."""
    total = Decimal(0)
    for cost in costs:
        total = EXACT.add(total, cost or Decimal(0))
    return total


def story_failures(stage: GroupStage, api: Api, month: Period) -> list[str]:
    """Whether the group says who is missing, and that West was taken in."""
    found = api.get("/v1/group/dashboard", period=str(month))["meta"]
    behind = sorted(member.entity_id for member in stage.companies if member.behind)
    missing = sorted({row["entityId"] for row in found["missing"]})
    return [] if missing == behind and not found["complete"] else [f"{month}: missing are {missing}, expected {behind}"]


def _show_refused(screen: Screen, played: GroupPlayed) -> None:
    rows = [
        (entity, row["period"], row["status"], row["error_code"], row["error_summary"])
        for entity, outbox in played.refused.items()
        for row in outbox
    ]
    if rows:
        screen.table("Refused at first", ["entity", "month", "status", "code", "why"], rows)


def _show_completeness(screen: Screen, api: Api, span: dict[str, str]) -> None:
    rows = list(api.get("/v1/group/completeness", **span)["data"])
    months = sorted({row["period"] for row in rows})
    entities = sorted({row["entityId"] for row in rows})
    status = {(row["entityId"], row["period"]): row["status"] for row in rows}
    screen.table(
        "Completeness",
        ["entity", *months],
        [(entity, *(status.get((entity, month)) for month in months)) for entity in entities],
    )


def _show_entities(screen: Screen, api: Api, month: Period) -> None:
    answer = api.get("/v1/group/entities", period=str(month))
    screen.table(
        f"Companies, {month}, {answer['meta']['currency']}",
        ["entity", ">cost", ">before", ">delta", ">unpriced rows"],
        [
            (row["entityLabel"], row["cost"], row["previousCost"], row["delta"], int(row["unpricedRows"]))
            for row in answer["data"]
        ],
    )
    missing = ", ".join(row["entityId"] for row in answer["meta"]["missing"]) or "nobody"
    screen.say(f"missing: {missing}")


def _show_conformity(screen: Screen, api: Api) -> None:
    rows = list(api.get("/v1/group/conformity", limit="200")["data"])
    screen.table(
        f"Conformity: {len(rows)} findings",
        ["entity", "severity", "check", "kind", "key", "expected", "found", ">facts"],
        [(*(row[name] for name in _FINDING), int(row["facts"])) for row in rows[:_MOST_FINDINGS]],
    )
