"""A mart that holds nothing yet, opened with the login of refresh_mvs."""

import json
from collections.abc import Iterator
from decimal import Decimal

import psycopg
import pytest
from psycopg.rows import DictRow, dict_row
from psycopg.types.json import set_json_loads

from tests.fix_servers import as_login
from tests.integration.refresh_mvs.costs import TABLES, Costs


@pytest.fixture
def costs(db: psycopg.Connection[DictRow], database_url: str) -> Iterator[Costs]:
    db.execute(
        "INSERT INTO pricing_view VALUES ('actual', 'Actual', 'EUR', true), ('standard', 'Standard', 'EUR', false)"
    )
    for table in TABLES:  # one partition for all months: these tests make many
        db.execute(f"CREATE TABLE {table}_of_all_months PARTITION OF {table} DEFAULT".encode())
    url = as_login(database_url, "refresh_mvs")
    with psycopg.connect(url, autocommit=True, row_factory=dict_row, options="-c jit=off") as connection:
        set_json_loads(lambda text: json.loads(text, parse_float=Decimal), connection)
        yield Costs(connection)
