"""From CMDB records to relevés and rejects, by the rules of the settings. Pure: no database, no clock."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from finops_contract.quantity import BadQuantity
from finops_contract.releve import Reject, Releve
from finops_runtime.ingest.connector import Outcome, SourceTotals
from finops_runtime.ingest.conversion import exact_fraction
from finops_runtime.ingest.settings import environment_of
from finops_runtime.logs import get_logger
from finops_runtime.raw_zone import Payload
from finops_runtime.runs.step import Step
from ingest_open.cmdb.applications import ApplicationReader
from ingest_open.cmdb.config import Amount, CmdbConfig, ListSplit, Rule
from ingest_open.cmdb.days import BadDates, days_counted, days_of
from ingest_open.cmdb.fields import as_record, chosen_text, number_of, satisfies, text_at, texts_at, value_at
from ingest_open.cmdb.landing import Record, records_of
from ingest_open.cmdb.shares import BadWeights, split
from ingest_open.cmdb.survey import Survey, survey

log = get_logger(__name__)

Part = tuple[str | None, Decimal]
"""An application key, None when the source names none, and its part of the quantity."""


def outcomes_of(
    payloads: Callable[[], Iterator[Payload]], step: Step, config: CmdbConfig, totals: SourceTotals
) -> Iterator[Outcome]:
    """What every record gives, in the order of the records and then of the rules.

    `payloads` is called again and again: doubled CIs are known only when all have been seen. Records that no rule
    wants (retired ones, say) are counted in the log only.
    """
    seen = survey(payloads, config)
    mapper = _Mapper(step, config, totals, seen, ZoneInfo(config.time_zone))
    reader = None if config.applications is None else ApplicationReader(config.source, config.applications)
    unwanted = 0
    for record in records_of(payloads()):
        is_application = reader is not None and reader.wants(record)
        if reader is not None and is_application:
            yield reader.outcome(record, is_superseded=seen.is_superseded(record))
        rules = mapper.rules_for(record)
        if rules:
            yield from mapper.outcomes(record, rules)
        elif not is_application and record.collection not in config.relations:
            unwanted += 1
    log.info("CMDB records that no rule wants were not counted", unwanted=unwanted, counted=totals.records)


@dataclass(frozen=True, slots=True)
class _Mapper:
    step: Step
    config: CmdbConfig
    totals: SourceTotals
    survey: Survey
    zone: ZoneInfo

    def rules_for(self, record: Record) -> list[Rule]:
        return [
            rule
            for rule in self.config.rules
            if rule.collection == record.collection and satisfies(record.fields, rule.where)
        ]

    def outcomes(self, record: Record, rules: list[Rule]) -> Iterator[Releve | Reject]:
        self.totals.add_unreadable()
        if self.survey.is_superseded(record):
            yield _reject(record, "duplicate_ci", "the CI stands there again, and only its last version counts")
            return
        for rule in rules:
            yield from self._apply(rule, record)

    def _apply(self, rule: Rule, record: Record) -> Iterator[Releve | Reject]:
        """What one rule makes of a record. The source total is counted before anything else can go wrong."""
        try:
            quantity = self._quantity(rule, record)
        except BadDates as error:
            yield _reject(record, "bad_dates", str(error), rule)
            return
        except BadQuantity as error:
            yield _reject(record, error.reason, f"{rule.quantity.field}: {error}", rule)
            return
        if quantity is None:
            return
        self.totals.add(rule.metric, quantity, records=0)
        if quantity < 0 and rule.quantity.field is not None:
            yield _reject(record, "negative_quantity", f"{rule.quantity.field} is negative", rule, quantity)
        elif not text_at(record.fields, "sys_id"):
            yield _reject(record, "missing_sys_id", "without a sys_id it may count twice", rule, quantity)
        else:
            try:
                parts = self._parts(rule, record, quantity)
            except (BadWeights, BadQuantity) as error:
                yield _reject(record, "bad_weights", f"the CI cannot be split: {error}", rule, quantity)
            else:
                for application, part in parts:
                    yield self._releve(rule, record, application, part)

    def _quantity(self, rule: Rule, record: Record) -> Decimal | None:
        """How much the CI counts for; None when it did not exist in the month. Raises BadDates or BadQuantity."""
        if rule.days is None:
            return rule.quantity.of(_number(rule.quantity, record))
        period = self.step.period
        days, of = days_counted(record.fields, rule.days, period, self.zone), days_of(period)
        if not days:
            return None
        number = _number(rule.quantity, record)
        if days == of:
            return rule.quantity.of(number)
        # One fraction of everything: rounding the conversion first would round twice.
        factor = Fraction(rule.quantity.multiply_by) / Fraction(rule.quantity.divide_by)
        return exact_fraction(Fraction(number) * factor * days / of)

    def _parts(self, rule: Rule, record: Record, quantity: Decimal) -> list[Part]:
        """The CI's quantity by application; all of it for `rule.application` when it is not shared."""
        shared = self._shared(rule, record)
        if shared:
            parts = split(quantity, [weight for _, weight in shared])
            return [(key or None, part) for (key, weight), part in zip(shared, parts, strict=True) if weight]
        return [(chosen_text(record.fields, rule.application), quantity)]

    def _shared(self, rule: Rule, record: Record) -> list[tuple[str, Decimal]]:
        """Applications and weights of a shared CI; empty when it has none."""
        if rule.split is None:
            return []
        if isinstance(rule.split, ListSplit):
            return _listed(rule.split, record)
        related = self.survey.applications_of(rule.split, record)
        return [(key, Decimal(1) if weight is None else number_of(weight)) for key, weight in sorted(related.items())]

    def _releve(self, rule: Rule, record: Record, application: str | None, quantity: Decimal) -> Releve | Reject:
        try:
            return Releve(
                period=self.step.period,
                domain_id=self.step.domain_id,
                source=self.config.source,
                application_key=application,
                product_key=chosen_text(record.fields, rule.product),
                environment=environment_of(chosen_text(record.fields, rule.environment), self.config.environments),
                metric=rule.metric,
                quantity=quantity,
            )
        except ValidationError as error:
            wrong = error.errors(include_input=False, include_url=False)[0]
            return _reject(record, "bad_key", f"{wrong['loc'][0]}: {wrong['msg']}", rule, quantity)


def _number(amount: Amount, record: Record) -> Decimal:
    return number_of(value_at(record.fields, str(amount.field))) if amount.constant is None else amount.constant


def _listed(split: ListSplit, record: Record) -> list[tuple[str, Decimal]]:
    applications = texts_at(record.fields, split.applications)
    if split.weights is None:
        return [(application, Decimal(1)) for application in applications if application]
    weights = texts_at(record.fields, split.weights)
    if len(weights) != len(applications):
        raise BadWeights(f"{len(applications)} applications, {len(weights)} weights")
    return [(application, number_of(weight)) for application, weight in zip(applications, weights, strict=True)]


def _reject(
    record: Record, reason: str, message: str, rule: Rule | None = None, quantity: Decimal | None = None
) -> Reject:
    return Reject(
        reason=reason,
        message=message,
        location=record.location,
        record=as_record(record.fields),
        metric=None if rule is None else rule.metric,
        quantity=quantity,
    )
