"""Files of this machine: found, fetched, the same while they are read; and none outside the roots."""

import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from finops_contract.errors import BadConnectorConfig, SourceChanged, SourceMalformed
from finops_contract.period import Period
from finops_runtime.ingest.files import Address, Files, FileTooLarge, with_month
from finops_runtime.settings import FileSettings

ADDRESS: TypeAdapter[str] = TypeAdapter(Address)


def files_under(*roots: Path | str, max_mb: int = 1) -> Files:
    return Files(FileSettings(finops_file_roots=tuple(map(str, roots)), finops_file_max_mb=max_mb))


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return files_under(tmp_path)


def test_a_fetched_file_is_read_where_it_is(tmp_path: Path, files: Files) -> None:
    path = tmp_path / "bill.csv"
    path.write_bytes(b"a,b\n")
    os.utime(path, (1_725_148_800, 1_725_148_800))
    with files.fetch(path.as_uri()) as file:
        assert (file.path, file.size, file.uri) == (path, 4, path.as_uri())
        assert file.sha256 == hashlib.sha256(b"a,b\n").hexdigest()
        assert file.modified_at == datetime(2024, 9, 1, tzinfo=UTC)
    assert path.exists()


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.csv", ["a.csv", "b[1].csv"]),
        ("?.csv", ["a.csv"]),
        ("b[1].csv", ["b[1].csv"]),
        ("**/*.csv", ["a.csv", "b[1].csv", "deep/down/c.csv", "deep/d.csv"]),
        ("*/*.csv", ["deep/d.csv"]),
        ("deep/**", ["deep/d.csv", "deep/down/c.csv"]),
        ("nowhere/*.csv", []),
        ("deep", []),
    ],
)
def test_an_address_stands_for_files(pattern: str, names: list[str], tmp_path: Path, files: Files) -> None:
    (tmp_path / "deep" / "down").mkdir(parents=True)
    (tmp_path / "folder.csv").mkdir()
    for name in ("a.csv", "b[1].csv", ".hidden.csv", "deep/d.csv", "deep/down/c.csv"):
        (tmp_path / name).write_bytes(b"")
    expected = sorted(f"file://{tmp_path}/{name}" for name in names)
    assert files.list(f"{tmp_path}/{pattern}") == expected
    assert files.list(f"file://{tmp_path}/{pattern}") == expected


@pytest.mark.parametrize("address", ["/etc/passwd", "/etc/*", "/*/passwd", "s3://bucket/a.csv", "{}/../a.csv", "{}x/*"])
def test_nothing_outside_the_roots_is_listed(address: str, tmp_path: Path, files: Files) -> None:
    with pytest.raises(BadConnectorConfig, match="FINOPS_FILE_ROOTS"):
        files.list(address.format(tmp_path))


def test_no_landing_leads_outside_the_roots(tmp_path: Path, files: Files) -> None:
    with pytest.raises(BadConnectorConfig, match="FINOPS_FILE_ROOTS"), files.fetch("file:///etc/passwd"):
        pass


def test_a_symbolic_link_is_where_it_leads(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.csv").write_bytes(b"")
    (inside / "link.csv").symlink_to(outside / "secret.csv")
    with pytest.raises(BadConnectorConfig, match=r"link\.csv is under none"):
        files_under(inside).list(f"{inside}/*.csv")
    assert files_under(inside, outside).list(f"{inside}/*.csv") == [f"file://{inside}/link.csv"]


@pytest.mark.parametrize("how", ["written", "replaced", "gone"])
def test_a_file_that_changes_while_it_is_read_is_refused(how: str, tmp_path: Path, files: Files) -> None:
    path = tmp_path / "bill.csv"
    path.write_bytes(b"a,b\n")
    with pytest.raises(SourceChanged), files.fetch(path.as_uri()):  # noqa: PT012  # the end of the block raises
        if how == "written":
            path.write_bytes(b"a,c\n")
        elif how == "gone":
            path.unlink()
        else:
            path.rename(tmp_path / "old")
            path.write_bytes((tmp_path / "old").read_bytes())
            os.utime(path, ns=((tmp_path / "old").stat().st_atime_ns, (tmp_path / "old").stat().st_mtime_ns))


def test_what_a_change_makes_malformed_has_changed(tmp_path: Path, files: Files) -> None:
    path = tmp_path / "bill.csv"
    path.write_bytes(b"a,b\n")
    with pytest.raises(SourceChanged), files.fetch(path.as_uri()):  # noqa: PT012  # both statements are the point
        path.write_bytes(b"a")
        raise SourceMalformed("half a file")


def test_a_file_that_is_not_there_is_gone(tmp_path: Path, files: Files) -> None:
    with pytest.raises(SourceChanged, match="is gone"), files.fetch((tmp_path / "bill.csv").as_uri()):
        pass


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, files: Files) -> None:
    path = tmp_path / "bill.csv"
    with path.open("wb") as file:
        file.truncate((1 << 20) + 1)
    with pytest.raises(FileTooLarge, match=r"more than 1 MB.*FINOPS_FILE_MAX_MB"), files.fetch(path.as_uri()):
        pass


@pytest.mark.parametrize(
    "address",
    [
        "/data/{period}/*.csv",
        "file:///data/bill.csv",
        "s3://bucket/billing_period={period}/??.parquet",
        "gs://bucket/**/x.csv",
        "abfs://container@account.dfs.core.windows.net/bills/*.parquet",
    ],
)
def test_addresses(address: str) -> None:
    assert ADDRESS.validate_python(address) == address


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("bills/a.csv", "absolute path"),
        ("file://host/a.csv", "three slashes"),
        ("https://host/a.csv", "s3://"),
        ("s3:///a.csv", "absolute path"),
        ("s3://key:secret@bucket/a.csv", "no password"),
        ("s3://bucket/a.csv?endpoint_override=evil", "no query"),
        ("gs://anonymous@bucket/a.csv", "no user"),
        ("abfs://container:key@account.dfs.core.windows.net/a", "without any password"),
        ("abfs://container/a.csv", "container@account"),
        ("/data/../etc/passwd", r"'\.\.'"),
        ("s3://bucket/../other/a.csv", r"'\.\.'"),
        ("", "at least 1"),
        ("/" + "x" * 1000, "at most 1000"),
    ],
)
def test_bad_addresses_are_refused(address: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        ADDRESS.validate_python(address)


def test_the_month_is_filled_in() -> None:
    filled = with_month("file:///bills/{period}/{year}/{month}/{0}*.csv", Period(2024, 9))
    assert filled == "file:///bills/2024-09/2024/09/{0}*.csv"


@pytest.mark.parametrize("root", ["data", "https://host/data", "s3://bucket/*"])
def test_bad_roots_are_refused(root: str) -> None:
    with pytest.raises(ValidationError, match="FINOPS_FILE_ROOTS"):
        FileSettings(finops_file_roots=(root,))
