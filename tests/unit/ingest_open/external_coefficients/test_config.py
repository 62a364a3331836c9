"""Settings: what is wrong with them is named."""

from typing import Any

import pytest
from pydantic import ValidationError

from ingest_open.external_coefficients.config import ExternalCoefficientsConfig, FromCollection, FromFiles

MONGO: dict[str, Any] = {"source": "finance", "from": {"collection": "indirect_coefficients"}}


def test_defaults() -> None:
    config = ExternalCoefficientsConfig.model_validate(MONGO)
    assert config.origin == FromCollection(collection="indirect_coefficients")
    assert config.fields == ("domain", "period", "application", "weight")
    assert (config.metric, config.carry) == ("COEFFICIENT", False)
    files = ExternalCoefficientsConfig.model_validate({**MONGO, "from": {"files": "s3://bucket/keys-{period}.xlsx"}})
    assert files.origin == FromFiles(files="s3://bucket/keys-{period}.xlsx")


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"form": 1}, "form"),
        ({"from": {}}, "from"),
        ({"from": {"collection": "raw_payloads"}}, "collection"),
        ({"from": {"collection": "indirect_x.$cmd"}}, "collection"),
        ({"from": {"collection": "indirect_x", "files": "/data/x"}}, "files"),
        ({"from": {"files": "relative.csv"}}, "files"),
        ({"from": {"files": "s3://user:password@bucket/x.csv"}}, "files"),
        ({"from": {"files": "/data/x", "format": "xls"}}, "format"),
        ({"weight_field": ""}, "weight_field"),
        ({"application_field": None}, "application_field"),
        ({"metric": ""}, "metric"),
        ({"source": None}, "source"),
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, Any], named: str) -> None:
    with pytest.raises(ValidationError) as caught:
        ExternalCoefficientsConfig.model_validate({**MONGO, **changes})
    assert any(named in map(str, error["loc"]) for error in caught.value.errors())
