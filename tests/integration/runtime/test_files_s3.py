"""Files on a store that speaks S3: a server process of its own, asked over HTTP."""

from pathlib import Path

import pytest
import requests

from finops_contract.errors import BadConnectorConfig, SourceChanged, SourceRefused, SourceUnavailable
from finops_local.servers.ports import free_port
from finops_runtime.ingest.files import Files, FileTooLarge
from finops_runtime.settings import FileSettings
from tests.fix_s3 import BUCKET, Store


@pytest.fixture
def files(s3_store: Store) -> Files:
    return files_of(s3_store.url)


def files_of(url: str, root: str = f"s3://{BUCKET}", max_mb: int = 1) -> Files:
    return Files(
        FileSettings(
            finops_file_roots=(root,), finops_file_max_mb=max_mb, aws_endpoint_url=url, http_retries=0,
            http_timeout_ms=5_000,
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("address", "keys"),
    [
        ("2024-09/*.csv", ["2024-09/a.csv", "2024-09/b c.csv"]),
        ("2024-09/?.csv", ["2024-09/a.csv"]),
        ("2024-09/a.csv", ["2024-09/a.csv"]),
        ("**/*.csv", ["2024-08/a.csv", "2024-09/a.csv", "2024-09/b c.csv", "2024-09/deep/d.csv"]),
        ("*/*.csv", ["2024-08/a.csv", "2024-09/a.csv", "2024-09/b c.csv"]),
        ("2024-10/*.csv", []),
        ("2024-09/gone.csv", []),
        ("2024-09", []),
    ],
)
def test_an_address_stands_for_objects(address: str, keys: list[str], s3_store: Store, files: Files) -> None:
    for key in ("2024-08/a.csv", "2024-09/a.csv", "2024-09/b c.csv", "2024-09/.tmp.csv", "2024-09/deep/d.csv"):
        s3_store.put(key)
    assert files.list(f"s3://{BUCKET}/{address}") == [f"s3://{BUCKET}/{key}" for key in keys]


def test_more_objects_than_one_answer_lists(s3_store: Store, files: Files) -> None:
    for number in range(1_050):
        s3_store.put(f"many/{number:04d}.csv")
    found = files.list(f"s3://{BUCKET}/many/*.csv")
    assert found == [f"s3://{BUCKET}/many/{number:04d}.csv" for number in range(1_050)]


def test_an_object_is_copied_for_as_long_as_it_is_needed(s3_store: Store, files: Files) -> None:
    body = b"0123456789" * 100_000
    s3_store.put("a.csv", body)
    with files.fetch(f"s3://{BUCKET}/a.csv") as file:
        path = file.path
        assert path.read_bytes() == body
        assert (file.size, path.suffix, file.modified_at.tzname()) == (len(body), ".csv", "UTC")
    assert not path.exists()
    assert not path.parent.exists()


def test_an_object_that_is_too_large_leaves_nothing_behind(
    s3_store: Store, files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    s3_store.put("a.csv", b"x" * ((1 << 20) + 1))
    with pytest.raises(FileTooLarge, match="FINOPS_FILE_MAX_MB"), files.fetch(f"s3://{BUCKET}/a.csv"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_an_object_replaced_in_mid_read_is_refused(s3_store: Store) -> None:
    body = b"0123456789" * 1_000_000
    s3_store.put("a.csv", body)
    reads = 0

    def write(chunk: bytes) -> None:
        nonlocal reads
        reads += 1
        if reads == 1:
            s3_store.put("a.csv", body[::-1])

    from finops_runtime.ingest.remote_files import RemoteFiles

    remote = RemoteFiles(FileSettings(aws_endpoint_url=s3_store.url), f"s3://{BUCKET}")
    with pytest.raises(SourceChanged, match="while it was read"):
        remote.copy(f"s3://{BUCKET}/a.csv", write)


def test_an_object_that_is_not_there_is_gone(s3_store: Store, files: Files) -> None:
    with pytest.raises(SourceChanged, match="is gone"), files.fetch(f"s3://{BUCKET}/a.csv"):
        pass


@pytest.mark.parametrize("address", ["s3://other/a.csv", "s3://bills2/*", "s3://bills/pre*/a", "s3://bills/prefix2/a"])
def test_a_bucket_outside_the_roots_is_refused(address: str, s3_store: Store) -> None:
    with pytest.raises(BadConnectorConfig, match="FINOPS_FILE_ROOTS"):
        files_of(s3_store.url, f"s3://{BUCKET}/prefix").list(address)


def test_a_bucket_that_is_not_there_has_no_files(s3_store: Store) -> None:
    assert files_of(s3_store.url, "s3://elsewhere").list("s3://elsewhere/*.csv") == []


def test_access_denied_is_not_worth_another_try(s3_store: Store) -> None:
    requests.post(f"{s3_store.url}/moto-api/reset-auth", data="0", timeout=10).raise_for_status()
    try:
        with pytest.raises(SourceRefused, match="check the credentials"):
            files_of(s3_store.url).list(f"s3://{BUCKET}/*.csv")
        with (
            pytest.raises(SourceRefused, match="check the credentials"),
            files_of(s3_store.url).fetch(f"s3://{BUCKET}/a"),
        ):
            pass
    finally:
        requests.post(f"{s3_store.url}/moto-api/reset-auth", data="inf", timeout=10).raise_for_status()


def test_a_store_that_does_not_answer_is_tried_again(s3_store: Store) -> None:
    with pytest.raises(SourceUnavailable, match="does not answer"):
        files_of(f"http://127.0.0.1:{free_port()}").list(f"s3://{BUCKET}/*.csv")
