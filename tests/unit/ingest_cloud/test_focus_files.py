"""The files themselves: found, recognised, the same when read as when landed."""

import gzip
import hashlib
import os
from pathlib import Path

import duckdb
import pytest
from tests.unit.ingest_cloud.conftest import FILES, MEMORY_LIMIT, ReadFocus, step_of

from finops_contract.errors import NotReconciled, SourceChanged, SourceMalformed
from finops_contract.period import Period
from finops_runtime.ingest.connector import SourceTotals
from finops_runtime.ingest.files import Files, FileTooLarge, NoFiles
from finops_runtime.settings import FileSettings
from ingest_cloud.focus.config import FocusConfig
from ingest_cloud.focus.formats import Format, version_of
from ingest_cloud.focus.lines import check_records, count_lines
from ingest_cloud.focus.outcomes import outcomes_of
from ingest_cloud.focus.survey import manifest_of

HEADER = "BillingPeriodStart,BillingCurrency,EffectiveCost,BilledCost,ServiceCategory,Tags\n"
CHARGE = "2024-09-01,USD,1,2,Compute,NULL\n"


def test_the_manifest_tells_which_file_it_was(tmp_path: Path, read_focus: ReadFocus) -> None:
    bill = tmp_path / "bill.csv"
    bill.write_text(HEADER + CHARGE)
    os.utime(bill, (1_725_148_800, 1_725_148_800))
    manifest = read_focus(tmp_path / "*.csv").manifest
    assert manifest.model_dump(mode="json") == {
        "address": f"{tmp_path}/*.csv",
        "files": [
            {
                "uri": bill.as_uri(),
                "size": len(HEADER + CHARGE),
                "modified_at": "2024-09-01T00:00:00Z",
                "sha256": hashlib.sha256((HEADER + CHARGE).encode()).hexdigest(),
                "format": "csv",
                "focus_version": "unknown",
                "lines": 2,
            }
        ],
    }


def test_the_month_is_in_the_address(tmp_path: Path, read_focus: ReadFocus) -> None:
    for month in ("2024-08", "2024-09"):
        (tmp_path / month / "deep").mkdir(parents=True)
        (tmp_path / month / "deep" / "bill.csv").write_text(HEADER + CHARGE)
    (tmp_path / "2024-09" / "a folder.csv").mkdir()
    read = read_focus(f"file://{tmp_path}/{{year}}-{{month}}/**/*.csv")
    assert [file.uri for file in read.manifest.files] == [f"file://{tmp_path}/2024-09/deep/bill.csv"]
    assert read.totals.records == 1


def test_no_file_is_an_error_that_names_the_pattern(tmp_path: Path, read_focus: ReadFocus) -> None:
    with pytest.raises(NoFiles, match=rf"{tmp_path}/2024-09/\*\.csv.*missing_files"):
        read_focus(tmp_path / "{period}" / "*.csv")


def test_no_file_is_an_empty_month_where_that_is_usual(tmp_path: Path, read_focus: ReadFocus) -> None:
    read = read_focus(tmp_path / "*.csv", {"missing_files": "empty"})
    assert (read.manifest.files, read.releves, read.rejects, read.totals.records) == ((), [], [], 0)


def test_gzip_is_known_by_its_content(tmp_path: Path, read_focus: ReadFocus) -> None:
    (tmp_path / "bill.csv").write_bytes(gzip.compress(("\ufeff" + HEADER + CHARGE + "torn\n").encode()))
    read = read_focus(tmp_path / "bill.csv")
    assert read.manifest.files[0].format == "csv.gz"
    assert [str(releve.quantity) for releve in read.releves] == ["1", "2"]
    assert [reject.location for reject in read.rejects] == [f"{(tmp_path / 'bill.csv').as_uri()}, line 3"]


def test_a_gzip_cut_short_is_refused(tmp_path: Path, read_focus: ReadFocus) -> None:
    bill = gzip.compress((HEADER + CHARGE * 10_000).encode(), 0)
    (tmp_path / "bill.csv.gz").write_bytes(bill[: len(bill) // 2])
    with pytest.raises(SourceMalformed, match=r"bill\.csv\.gz"):
        read_focus(tmp_path / "bill.csv.gz")


@pytest.mark.parametrize(
    "name", ["bill[1].csv", "b?ll.csv", "bi*.csv", "it's.csv", "$path.csv", "billing_month=2024.csv"]
)
def test_a_name_is_only_a_name(name: str, tmp_path: Path, read_focus: ReadFocus) -> None:
    (tmp_path / name).write_text(HEADER + CHARGE)
    (tmp_path / "bill1.csv").write_text(HEADER + CHARGE)
    read = read_focus(tmp_path / "*.csv")
    assert read.totals.records == 2
    assert not read.rejects


@pytest.mark.parametrize("after", [HEADER + CHARGE.replace("1,2", "1,3"), HEADER, HEADER + CHARGE + CHARGE])
def test_a_file_that_is_not_the_landed_one_is_refused(after: str, tmp_path: Path, read_focus: ReadFocus) -> None:
    bill = tmp_path / "bill.csv"
    bill.write_text(HEADER + CHARGE)
    with pytest.raises(SourceChanged, match="not the file that was landed"):
        read_focus(bill, between=lambda: bill.write_text(after))


def test_a_file_that_is_gone_is_refused(tmp_path: Path, read_focus: ReadFocus) -> None:
    bill = tmp_path / "bill.csv"
    bill.write_text(HEADER + CHARGE)
    with pytest.raises(SourceChanged, match="is gone"):
        read_focus(bill, between=bill.unlink)


def test_a_file_replaced_while_it_is_read_is_refused(tmp_path: Path) -> None:
    bill = tmp_path / "bill.csv"
    bill.write_text(HEADER + CHARGE.replace("1,", "one,") * 3 + CHARGE)
    config = FocusConfig.model_validate({"source": "acme-bill", "files": str(bill)})
    manifest = manifest_of(str(bill), config, FILES, MEMORY_LIMIT)
    outcomes = outcomes_of(manifest, step_of(Period(2024, 9)), config, SourceTotals(), FILES, MEMORY_LIMIT)
    next(outcomes)
    bill.rename(tmp_path / "old")
    bill.write_bytes((tmp_path / "old").read_bytes())
    with pytest.raises(SourceChanged, match="while it was read"):
        list(outcomes)


def test_a_quote_that_is_never_closed_is_no_single_bad_line(tmp_path: Path, read_focus: ReadFocus) -> None:
    bill = tmp_path / "bill.csv"
    bill.write_text(HEADER + CHARGE + '2024-09-01,USD,1,2,Compute,"{""app\n' + CHARGE * 1000)
    with pytest.raises(SourceMalformed, match=r"bill\.csv: line 3 is broken .* never closed"):
        read_focus(bill)


def test_the_numbers_of_rejected_rows_hold_in_a_large_file(tmp_path: Path, read_focus: ReadFocus) -> None:
    bad = CHARGE.replace("USD,1", "USD,one")
    (tmp_path / "bill.csv").write_text(HEADER + CHARGE * 150_000 + bad + CHARGE * 150_000 + bad)
    read = read_focus(tmp_path / "bill.csv")
    rows = [reject.location.rpartition(" ")[2] for reject in read.rejects]
    assert rows == ["150001", "150001", "300002", "300002"]
    assert read.totals.by_metric["BILLED_COST.USD"] == 600_004


@pytest.mark.parametrize(
    ("columns", "version"),
    [
        ({"BilledCost", "ContractedCost"}, "1.0"),
        ({"ContractedCost", "BillingAccountType", "x_PricingCurrency"}, "1.0"),
        ({"ContractedCost", "SkuMeter"}, "1.1"),
        ({"ContractedCost", "SkuMeter", "InvoiceId"}, "1.2"),
        ({"ContractedCost", "ProviderName", "InvoiceId", "ServiceProviderName"}, "1.3"),
        ({"ContractedCost", "PublisherName", "HostProviderName"}, "1.3"),
        ({"ContractedCost", "InvoiceId", "ServiceProviderName"}, "1.4"),
        ({"ContractedCost", "InvoiceDetailId", "ProviderName"}, "1.4"),
        ({"BilledCost", "invoiceid"}, "unknown"),
    ],
)
def test_the_version_is_known_by_the_columns_it_brought(columns: set[str], version: str) -> None:
    assert version_of(columns) == version


def test_a_gzip_bomb_is_refused_before_duckdb_sees_it(tmp_path: Path) -> None:
    (tmp_path / "bill.csv.gz").write_bytes(gzip.compress(HEADER.encode() + b"0" * (20 << 20)))
    assert (tmp_path / "bill.csv.gz").stat().st_size < 1 << 16
    config = FocusConfig.model_validate({"source": "acme-bill", "files": f"{tmp_path}/*"})
    with pytest.raises(FileTooLarge, match="FINOPS_FILE_MAX_MB"):
        manifest_of(f"{tmp_path}/*", config, files_up_to(10), MEMORY_LIMIT)


def test_a_header_that_does_not_end_is_none(tmp_path: Path, read_focus: ReadFocus) -> None:
    (tmp_path / "bill.csv.gz").write_bytes(gzip.compress(b"x" * (4 << 20)))
    with pytest.raises(SourceMalformed, match="no header that can be read"):
        read_focus(tmp_path / "bill.csv.gz")


def test_a_parquet_bomb_is_refused(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT repeat('0', 1000) || i AS x FROM range(20000) AS r(i)) TO '{tmp_path}/bill.parquet'"
            " (FORMAT parquet, COMPRESSION zstd)"
        )
    assert (tmp_path / "bill.parquet").stat().st_size < 1 << 20
    config = FocusConfig.model_validate({"source": "acme-bill", "files": f"{tmp_path}/*"})
    with pytest.raises(FileTooLarge, match="FINOPS_FILE_MAX_MB"):
        manifest_of(f"{tmp_path}/*", config, files_up_to(1), MEMORY_LIMIT)


def files_up_to(megabytes: int) -> Files:
    return Files(FileSettings(finops_file_roots=("/",), finops_file_max_mb=megabytes))


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("packed", [False, True])
def test_i1_every_record_is_counted_a_second_time(line_end: str, packed: bool, tmp_path: Path) -> None:
    quoted = '2024-09-01,USD,1,2,"two\nlines and a ""quote""\n",NULL\n'
    text = (HEADER + CHARGE + quoted + "\n" + "torn,line\n" + CHARGE).replace("\n", line_end).removesuffix(line_end)
    path = tmp_path / "bill"
    path.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
    file_format: Format = "csv.gz" if packed else "csv"
    with FILES.fetch(path.as_uri()) as file:
        lines = count_lines(file, file_format, FILES.check_size)
        assert lines == 8
        check_records(file, file_format, lines, 3, [(7, 1)])
        for read in (2, 4):
            with pytest.raises(NotReconciled, match="has 3 records"):
                check_records(file, file_format, lines, read, [(7, 1)])


def test_i1_a_row_that_duckdb_does_not_give_fails_the_step(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT '2024-09-01' AS BillingPeriodStart, 'USD' AS BillingCurrency, 1 AS EffectiveCost)"
            f" TO '{tmp_path}/bill.parquet' (FORMAT parquet)"
        )
    config = FocusConfig.model_validate(
        {"source": "acme-bill", "files": f"{tmp_path}/*", "metrics": {"EffectiveCost": "COST"}, "application": [],
         "product": [], "environment": []}
    )  # fmt: skip
    manifest = manifest_of(f"{tmp_path}/*", config, FILES, MEMORY_LIMIT)
    assert [file.lines for file in manifest.files] == [1]
    more = manifest.files[0].model_copy(update={"lines": 2})
    manifest = manifest.model_copy(update={"files": (more,)})
    with pytest.raises(NotReconciled, match="has 2 rows, but 1 were read"):
        list(outcomes_of(manifest, step_of(Period(2024, 9)), config, SourceTotals(), FILES, MEMORY_LIMIT))
