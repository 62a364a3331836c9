"""A company with a referential and a publication, and no costs: what budgets are checked against."""

import psycopg
import pytest
from psycopg.rows import DictRow

from tests.integration.query_api.conftest import Api

REFERENTIAL = """
INSERT INTO dim_domain VALUES
    ('open', 'Open', 'DIRECT', NULL, NULL, true, '2026-01-01', NULL, 'ingest_open', 'cmdb'),
    ('cloud', 'Cloud', 'DIRECT', NULL, NULL, true, '2026-01-01', NULL, 'ingest_cloud', 'focus');
INSERT INTO dim_family (family_id, domain_id, family_label) VALUES ('servers', 'open', 'Servers');
INSERT INTO dim_product (product_id, family_id, product_label) VALUES ('vm', 'servers', 'Virtual machine');
INSERT INTO dim_application (application_id, application_label) VALUES ('shop', 'Web shop');
INSERT INTO pricing_view VALUES ('actual', 'Actual', 'EUR', true), ('budget', 'Budget', 'USD', false);
INSERT INTO publication VALUES ('acme', 7, '11111111-1111-5111-8111-111111111111', '2026-10-20T02:04:11Z');
"""


@pytest.fixture
def referential(db: psycopg.Connection[DictRow]) -> None:
    db.execute(REFERENTIAL)


@pytest.fixture
def company_api(empty_api: Api, referential: None) -> Api:
    return empty_api
