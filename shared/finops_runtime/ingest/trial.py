"""Try a connector and write nothing: what it gives for a source and a month, counted in bounded memory."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from finops_contract.quantity import EXACT
from finops_contract.releve import SHARED_ENVIRONMENT, Reject, Releve
from finops_runtime.ingest.connector import Connector, Landing, SourceTotals
from finops_runtime.runs.step import Step

EXAMPLES_A_REASON = 3


@dataclass(slots=True)
class MetricBalance:
    """What one metric's relevés and rejects hold."""

    releves: Decimal = Decimal(0)
    rejected: Decimal = Decimal(0)


@dataclass(slots=True)
class Trial:
    """What came of a trial. Of relevés only the first `kept` are held, of rejects some examples a reason."""

    kept: int
    totals: SourceTotals = field(default_factory=SourceTotals)
    releves: int = 0
    first: list[Releve] = field(default_factory=list)
    without_application: int = 0
    without_product: int = 0
    without_environment: int = 0
    applications: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    examples: defaultdict[str, list[Reject]] = field(default_factory=lambda: defaultdict(list))
    balances: defaultdict[str, MetricBalance] = field(default_factory=lambda: defaultdict(MetricBalance))

    def add_releve(self, releve: Releve) -> None:
        """Count one."""
        self.releves += 1
        self.without_application += releve.application_key is None
        self.without_product += releve.product_key is None
        self.without_environment += releve.environment == SHARED_ENVIRONMENT
        balance = self.balances[releve.metric]
        balance.releves = EXACT.add(balance.releves, releve.quantity)
        if len(self.first) < self.kept:
            self.first.append(releve)

    def add_reject(self, reject: Reject) -> None:
        """Count one."""
        self.reasons[reject.reason] += 1
        if len(self.examples[reject.reason]) < EXAMPLES_A_REASON:
            self.examples[reject.reason].append(reject)
        if reject.metric is not None and reject.quantity is not None:
            balance = self.balances[reject.metric]
            balance.rejected = EXACT.add(balance.rejected, reject.quantity)

    def reconciliation(self) -> dict[str, dict[str, Decimal]]:
        """Per metric: source, relevés, rejected, and by how much they miss the source (I1)."""
        found = {}
        for metric in sorted(self.balances.keys() | self.totals.by_metric.keys()):
            balance, source = self.balances[metric], self.totals.by_metric.get(metric, Decimal(0))
            difference = EXACT.subtract(source, EXACT.add(balance.releves, balance.rejected))
            found[metric] = {
                "source": source,
                "releves": balance.releves,
                "rejected": balance.rejected,
                "difference": difference,
            }
        return found

    @property
    def is_reconciled(self) -> bool:
        """Whether nothing was lost and nothing was made up."""
        return not any(line["difference"] for line in self.reconciliation().values())


def try_out(
    connector: Connector[Any],
    step: Step,
    config: Any,
    landing: Landing,
    kept: int,
    each: Callable[[Releve], None] = lambda _: None,
    progress: Callable[[int], None] = lambda _: None,
) -> Trial:
    """Read a landing to its end. `each` is given every relevé, `progress` the number of records read so far."""
    trial = Trial(kept)
    for outcome in connector.read(step, config, landing, trial.totals):
        if isinstance(outcome, Releve):
            trial.add_releve(outcome)
            each(outcome)
        elif isinstance(outcome, Reject):
            trial.add_reject(outcome)
        else:
            trial.applications += 1
        progress(trial.totals.records)
    return trial
