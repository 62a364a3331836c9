"""Reading the mart's books: reconciliation, rejects, costs recomputed from facts and prices."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import DictRow, dict_row

from finops_local.demo.ledger import Ledger, ledger_of
from finops_runtime.database import load_sql


class Books:
    """The data mart through a login that may read everything. Use as a context manager."""

    def __init__(self, admin_url: str) -> None:
        self._url = admin_url

    def __enter__(self) -> "Books":
        self._connection = psycopg.connect(self._url, autocommit=True, row_factory=dict_row)
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def domains_of_run(self, run_id: UUID) -> list[DictRow]:
        """Per domain: its connector, records, relevés, rejects, and how many of its totals are exact."""
        return self._rows("domains_of_run", run_id=run_id)

    def reconciliation(self, run_id: UUID, period: date) -> list[DictRow]:
        """Per domain and metric of a month: source, allocated, unallocated, rejected."""
        return self._rows("reconciliation", run_id=run_id, period=period)

    def indirect_shares(self, period: date) -> list[DictRow]:
        """How a month's INDIRECT domains were shared out."""
        return self._rows("indirect_shares", period=period)

    def unknown_keys(self, period: date) -> list[DictRow]:
        """Keys of a month's sources that no alias knows, by domain."""
        return self._rows("unknown_keys", period=period)

    def alias_conflicts(self) -> list[DictRow]:
        """Aliases that two applications claim."""
        return self._rows("alias_conflicts")

    def broken_totals(self) -> list[DictRow]:
        """Totals of any run that do not add up (I1)."""
        return self._rows("broken_totals")

    def rejects(self, run_id: UUID) -> list[DictRow]:
        """Refused records by domain and reason."""
        return self._rows("rejects", run_id=run_id)

    def valued_facts(self, period: date, view: str) -> dict[str, DictRow]:
        """Cost, unallocated cost and unpriced rows by domain, without the aggregates."""
        return {row["domain_id"]: row for row in self._rows("valued_facts", period=period, view=view)}

    def ledger(self) -> Ledger:
        """Costs of all months in all pricing views as they stand now, without the aggregates."""
        return ledger_of(self._rows("valued_months"))

    def application_products(self, application_id: str, periods: Sequence[date], view: str) -> list[DictRow]:
        """What an application's products cost in these months, without the aggregates."""
        asked = {"application_id": application_id, "periods": list(periods), "view": view}
        return self._rows("application_products", **asked)

    def unpriced(self, period: date) -> list[DictRow]:
        """Products and metrics without a price."""
        return self._rows("unpriced", period=period)

    def _rows(self, statement: str, **values: Any) -> list[DictRow]:
        return self._connection.execute(load_sql("finops_local.demo", statement), values).fetchall()
