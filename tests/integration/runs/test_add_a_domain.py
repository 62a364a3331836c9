"""The commands of docs/how-to/add-a-domain.md, each run as it stands."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from finops_sql.__main__ import main as finops_sql
from tests.fix_chain import Chain, Sink
from tests.fix_company import THIS_MONTH, Company
from tests.integration.query_api.conftest import Api, make_function, settings_for
from tests.integration.query_api.signer import Signer

DOCUMENT = (Path(__file__).parents[3] / "docs/how-to/add-a-domain.md").read_text(encoding="utf-8")
COMMAND = re.compile(r"^api (GET|PUT|POST|DELETE) (\S+)(?: '((?:[^']|'\$PWD')*)')?(?: +# (\d{3}))?", re.MULTILINE)
TABLES = {
    "family_id": (
        "--families",
        "SELECT family_id, domain_id, family_label FROM dim_family WHERE domain_id IS NOT NULL",
    ),
    "product_id": ("--products", "SELECT product_id, family_id, product_label FROM dim_product"),
    "source_system": ("--product-aliases", "SELECT * FROM product_alias"),
}


@pytest.fixture
def api(database_url: str, sink: Sink) -> Iterator[Api]:
    signer = Signer()
    client, module = make_function(settings_for(database_url, signer, sink))
    yield Api(client, signer, module)
    module.application().close()
    signer.close()


def test_i8_the_commands_of_the_guide_bring_a_domain_to_the_screens(
    chain: Chain,
    company: Company,
    api: Api,
    tmp_path: Path,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    company.application("APM0000001")
    _value_dollars(company)
    _write_bill(tmp_path)
    said: dict[tuple[str, str], Any] = {}
    commands = COMMAND.findall(DOCUMENT)
    assert len(commands) == DOCUMENT.count("\napi ")
    for method, path, body, status in commands:
        if path == "admin/referential/aliases":
            _load_files(company, tmp_path, database_url, monkeypatch)
        answer = api.call(
            path,
            method=method,
            role="Rosetta_Admin",
            data=body.replace("'$PWD'", str(tmp_path)),
            content_type="application/json",
        )
        assert answer.status_code == int(status or (202 if path == "admin/runs" and method == "POST" else 200)), (
            answer.text
        )
        said[method, path] = answer.json
        chain.settle()
    checklist = said["POST", "admin/domains/labs/activation"]["data"]["checklist"]
    assert checklist["ready"] is True, checklist["items"]
    assert {row["domainId"]: row["cost"] for row in said["GET", "domains"]["data"]} == {"labs": 1170}
    (unallocated,) = said["GET", "unallocated?domain=labs"]["data"]
    assert unallocated["unallocatedQuantity"] == 49.5
    assert said["DELETE", "admin/domains/labs/activation"]["data"]["isEnabled"] is False


def _value_dollars(company: Company) -> None:
    company.db.execute("INSERT INTO dim_metric VALUES ('EFFECTIVE_COST.USD', 'USD', 'Dollars', 'Dollars')")
    version = company.one(
        "INSERT INTO pricing_view_version (pricing_view_id, version, author, reason)"
        " VALUES ('actual', 9, 'me', 'dollars') RETURNING version_id"
    )["version_id"]
    company.db.execute("INSERT INTO pricing_view_metric VALUES (%s, 'EFFECTIVE_COST.USD')", [version])
    company.db.execute(
        "INSERT INTO unit_price VALUES (%s, NULL, NULL, 'EFFECTIVE_COST.USD', 0.9, '2020-01-01')", [version]
    )
    company.db.execute(
        "UPDATE pricing_view_version SET published_at = now(), in_force_at = now() WHERE version_id = %s", [version]
    )


def _write_bill(folder: Path) -> None:
    bill = re.search(r"<<BILL\n(.*?)BILL\n", DOCUMENT, re.DOTALL)
    assert bill is not None
    path = folder / ".local/sample/labs" / f"{THIS_MONTH}.csv"
    path.parent.mkdir(parents=True)
    path.write_text(bill[1].replace("$MONTH", str(THIS_MONTH)), encoding="utf-8")


def _load_files(company: Company, folder: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The guide's lines, added to what is there, taken by the command that the guide names."""
    arguments = ["referential", "--reason", "the guide"]
    for block in re.findall(r"```csv\n(.*?)```", DOCUMENT, re.DOTALL):
        header, *rows = csv.reader(io.StringIO(block))
        option, existing = TABLES[header[0]]
        path = folder / f"{header[0]}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(header)
            table.writerows([*(row.values() for row in company.all(existing) if "unmapped" not in row.values()), *rows])
        arguments += [option, str(path)]
    monkeypatch.setenv("POSTGRES_URL", database_url)
    assert finops_sql(arguments) == 0
