"""From projects to relevés and rejects, by the rules of the settings. Pure: no network, no clock."""

import json
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pydantic import ValidationError

from finops_contract.quantity import EXACT, MAX_SCALE, BadQuantity, exact, parse_quantity
from finops_contract.releve import SHARED_ENVIRONMENT, Reject, Releve
from finops_runtime.ingest.connector import SourceTotals
from finops_runtime.runs.step import Step
from ingest_native.gitlab.config import FromField, FromTopic, GitlabConfig, KeyRule, Statistic
from ingest_native.gitlab.projects import NumberText, Project

_LONGEST_RECORD = 4_000


def outcomes_of(
    project: Project, location: str, step: Step, config: GitlabConfig, totals: SourceTotals
) -> Iterator[Releve | Reject]:
    """What one project gives: an outcome per configured statistic, in the order of the settings."""
    statistics = project.get("statistics")
    if not isinstance(statistics, dict):
        totals.add_unreadable()
        yield _reject(
            project,
            location,
            "missing_statistics",
            "GitLab shows a project's statistics to its reporters only: give the token's user that role",
        )
        return
    for index, (field, statistic) in enumerate(config.statistics.items()):
        records = 0 if index else 1
        try:
            quantity = _quantity(statistics.get(field), statistic)
        except BadQuantity as error:
            totals.add_unreadable(records)
            yield _reject(project, location, error.reason, f"statistics.{field}: {error}", statistic)
            continue
        totals.add(statistic.metric, quantity, records)
        if quantity < 0:
            yield _reject(
                project, location, "negative_quantity", f"statistics.{field} is negative", statistic, quantity
            )
        else:
            yield _releve(project, location, step, config, statistic, quantity)


def _quantity(value: Any, statistic: Statistic) -> Decimal:
    """The number in the metric's unit; raises BadQuantity with what is wrong."""
    if value is None:
        raise BadQuantity("missing_number", "the number is missing")
    if not isinstance(value, NumberText):
        raise BadQuantity("not_a_number", "what stands there is not a JSON number")
    number = parse_quantity(value)
    if statistic.multiply_by == statistic.divide_by:
        return number
    units = Fraction(number) * Fraction(statistic.multiply_by) / Fraction(statistic.divide_by)
    steps = Decimal(round(units * 10**MAX_SCALE))
    return exact(EXACT.normalize(EXACT.scaleb(steps, -MAX_SCALE)))


def _releve(
    project: Project, location: str, step: Step, config: GitlabConfig, statistic: Statistic, quantity: Decimal
) -> Releve | Reject:
    environment = (_first_text(project, config.environment) or "").strip().lower()
    try:
        return Releve(
            period=step.period,
            domain_id=step.domain_id,
            source=config.source,
            application_key=_first_text(project, config.application),
            product_key=statistic.product,
            environment=config.environments.get(environment, environment) or SHARED_ENVIRONMENT,
            metric=statistic.metric,
            quantity=quantity,
        )
    except ValidationError as error:
        wrong = error.errors(include_input=False, include_url=False)[0]
        return _reject(project, location, "bad_key", f"{wrong['loc'][0]}: {wrong['msg']}", statistic, quantity)


def _first_text(project: Project, rules: tuple[KeyRule, ...]) -> str | None:
    """What the first rule gives that gives anything; None when none does."""
    return next((text for text in (_text(project, rule) for rule in rules) if text), None)


def _text(project: Project, rule: KeyRule) -> str | None:
    if isinstance(rule, FromField):
        value: Any = project
        for name in rule.field.split("."):
            value = value.get(name) if isinstance(value, dict) else None
        return value.strip() if isinstance(value, str) else None
    if isinstance(rule, FromTopic):
        topics = project.get("topics")
        texts = [topic for topic in topics if isinstance(topic, str)] if isinstance(topics, list) else []
        return next((t.removeprefix(rule.topic_prefix).strip() for t in texts if t.startswith(rule.topic_prefix)), None)
    attributes = project.get("custom_attributes")
    pairs = [pair for pair in attributes if isinstance(pair, dict)] if isinstance(attributes, list) else []
    values = [pair.get("value") for pair in pairs if pair.get("key") == rule.custom_attribute]
    return values[0].strip() if values and isinstance(values[0], str) else None


def _reject(
    project: Project,
    location: str,
    reason: str,
    message: str,
    statistic: Statistic | None = None,
    quantity: Decimal | None = None,
) -> Reject:
    # Half a surrogate pair is legal in JSON and in nothing that a reject is written to.
    record = json.dumps(project, ensure_ascii=False).encode(errors="replace").decode()
    return Reject(
        reason=reason,
        message=message,
        location=location,
        record=record[:_LONGEST_RECORD],
        metric=None if statistic is None else statistic.metric,
        quantity=quantity,
    )
