"""The month as a FOCUS dataset, before the FOCUS Foundation's own validators: each in an environment of its own.

1.0.0 runs on Python 3.11, 2.2.1 needs 3.12; both run offline. They read their lists relative to their own folder. What
is listed as a defect fails for every dataset of that version; anything else that fails is ours.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.query_api.conftest import Api

HERE = Path(__file__).parent
ENVIRONMENTS = Path(__file__).parents[4] / ".focus-validator"
OFFICIAL_SAMPLE = Path(__file__).parents[3] / "unit" / "ingest_cloud" / "cases" / "official_sample" / "bill.csv"
UV = Path(sys.executable).parent / "uv"
NOT_OF_FOCUS_1_0 = {
    # Columns by the names of a draft: FOCUS 1.0 has InvoiceIssuerName, ProviderName, PublisherName, ResourceId.
    "InvoiceIssuer_Required",
    "Provider_Required",
    "Publisher_Required",
    "ResourceID_Required",
    # Reads ChargeType, which FOCUS 1.0 calls ChargeCategory.
    "SkuPriceId_Nullable",
}
NOT_OF_FOCUS_1_2 = {
    # "not null when associated with an invoice": one branch of an OR whose other branch, null without one, holds.
    "InvoiceId-C-005-C"
}
SUPPORTED = (
    "ACCOUNT_NAMING",
    "MULTIPLE_BILLING_ACCOUNT_TYPES",
    "MULTIPLE_PRICING_CATEGORIES",
    "MULTIPLE_SUB_ACCOUNT_TYPES",
    "NEGOTIATED_PRICING",
    "PRICING_BILLING_CURRENCY_DIFFERENCES",
    "PUBLIC_PRICE_LIST",
    "REGION",
    "SUB_ACCOUNT",
    "TAGGING",
    "UNIT_PRICING",
    "USAGE_MEASUREMENT",
)
"""What the dataset claims to support; rules about anything else do not apply."""


def _python_3_12() -> Path | None:
    """An interpreter that works: on PATH, or one of pyenv's."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    on_path = shutil.which("python3.12")
    for python in ([Path(on_path)] if on_path else []) + sorted(pyenv.glob("versions/3.12.*/bin/python")):
        if subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0:
            return python
    return None


def _validator(version: str, python: Path) -> Path:
    """The folder of the installed validator: built once, from pinned and hashed requirements."""
    requirements, folder = HERE / f"focus-validator-{version}.txt", ENVIRONMENTS / version
    fingerprint, stamp = hashlib.sha256(requirements.read_bytes()).hexdigest(), folder / "fingerprint"
    if not stamp.exists() or stamp.read_text() != fingerprint:
        shutil.rmtree(folder, ignore_errors=True)
        install: list[str | Path] = [
            UV,
            "pip",
            "install",
            "--quiet",
            "--python",
            folder / "bin" / "python",
            "--require-hashes",
        ]
        subprocess.run([UV, "venv", "--quiet", "--python", python, folder], check=True, timeout=600)
        subprocess.run([*install, "-r", requirements], check=True, timeout=600)
        stamp.write_text(fingerprint)
    return next(folder.glob("lib/python*/site-packages"))


@pytest.fixture(scope="module")
def validator_1_0() -> Path:
    return _validator("1.0.0", Path(sys.executable))


@pytest.fixture(scope="module")
def validator_1_2() -> Path:
    python = _python_3_12()
    if python is None:
        pytest.skip("focus-validator 2.2.1 needs Python 3.12, which is not here")
    return _validator("2.2.1", python)


def _run(site_packages: Path, *arguments: object) -> str:
    program = site_packages.parents[2] / "bin" / "focus-validator"
    argv = [str(part) for part in (program, *arguments)]
    ran = subprocess.run(argv, cwd=site_packages, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-2000:]
    return ran.stdout


def _failed_1_0(site_packages: Path, file: Path) -> set[str]:
    said = _run(site_packages, "--data-file", file, "--validate-version", "1.0")
    assert "Validation failed!" in said  # those that it cannot pass: it went to the end
    return set(re.findall(r"^(\w+) failed:", said, re.MULTILINE))


def _failed_1_2(site_packages: Path, file: Path) -> set[str]:
    criteria = ",".join(f"{name}_SUPPORTED" for name in SUPPORTED)
    said = _run(
        site_packages,
        *("--data-file", file, "--validate-version", "1.2.0.1", "--block-download"),
        *("--applicability-criteria", criteria),
    )
    counts = re.search(r"Total: (\d+) \| Pass: (\d+) \| Fail: (\d+)", said)
    assert counts is not None
    assert int(counts[2]) > 250
    failed = set(re.findall(r"^- ([\w-]+): violations", said, re.MULTILINE))
    assert len(failed) == int(counts[3])
    return failed


def _file(api: Api, folder: Path, version: str, form: str) -> Path:
    file = folder / f"month.{form}"
    file.write_bytes(api.call(f"export/focus?version={version}&format={form}").data)
    return file


def test_version_1_0(api: Api, validator_1_0: Path, tmp_path: Path) -> None:
    assert _failed_1_0(validator_1_0, _file(api, tmp_path, "1.0", "csv")) == NOT_OF_FOCUS_1_0


def test_what_it_cannot_pass_the_official_sample_does_not_pass_either(validator_1_0: Path) -> None:
    assert _failed_1_0(validator_1_0, OFFICIAL_SAMPLE) >= NOT_OF_FOCUS_1_0


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_version_1_2(api: Api, validator_1_2: Path, tmp_path: Path, form: str) -> None:
    assert _failed_1_2(validator_1_2, _file(api, tmp_path, "1.2", form)) == NOT_OF_FOCUS_1_2


def test_it_finds_what_is_wrong(api: Api, validator_1_0: Path, tmp_path: Path) -> None:
    file = _file(api, tmp_path, "1.0", "csv")
    text = file.read_text()
    file.write_text(text.replace(",Usage-Based,", ",Sometimes,").replace(",EUR,", ",EURO,", 1))
    assert _failed_1_0(validator_1_0, file) - NOT_OF_FOCUS_1_0 == {
        "BillingCurrency_IsCurrencyCode",
        "ChargeFrequency_Enum",
    }


def test_it_finds_what_is_wrong_with_1_2(api: Api, validator_1_2: Path, tmp_path: Path) -> None:
    file = _file(api, tmp_path, "1.2", "csv")
    file.write_text(file.read_text().replace(",EUR,", ",EURO,").replace(",Usage,", ",Consumption,"))
    assert {"BillingCurrency-C-003-M", "ChargeCategory-C-003-M"} <= _failed_1_2(validator_1_2, file)
