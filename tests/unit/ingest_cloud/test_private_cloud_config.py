"""Settings of cloudkitty, nova_usage and opencost: what is wrong is named."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from finops_runtime.http.access import HttpAccess
from ingest_cloud.cloudkitty.config import CloudkittyConfig
from ingest_cloud.nova_usage.config import NovaUsageConfig
from ingest_cloud.opencost.config import OpencostConfig

METRIC = {"metric": "HOURS", "product": "compute"}
MINIMAL: dict[type[HttpAccess], dict[str, Any]] = {
    CloudkittyConfig: {"source": "s", "base_url": "https://c.example.com", "metrics": {"instance": METRIC}},
    NovaUsageConfig: {"source": "s", "base_url": "https://n.example.com", "metrics": {"total_hours": METRIC}},
    OpencostConfig: {"source": "s", "base_url": "https://o.example.com", "metrics": {"cpuCoreHours": METRIC}},
}
NAMES = {CloudkittyConfig: "cloudkitty", NovaUsageConfig: "nova_usage", OpencostConfig: "opencost"}
README = Path(__file__).parents[3] / "functions" / "ingest_cloud" / "README.md"


@pytest.mark.parametrize("model", MINIMAL, ids=lambda model: model.__name__)
def test_every_setting_is_documented(model: type[HttpAccess]) -> None:
    readme = README.read_text(encoding="utf-8")
    common = readme.partition("## Private cloud")[2].partition("\n## ")[0]
    own = readme.partition(f"\n## `{NAMES[model]}`")[2].partition("\n## ")[0]
    assert [setting for setting in model.model_fields if f"`{setting}`" not in common + own] == []


@pytest.mark.parametrize("model", MINIMAL, ids=lambda model: model.__name__)
def test_the_documented_settings_are_accepted(model: type[HttpAccess]) -> None:
    section = README.read_text(encoding="utf-8").partition(f"\n## `{NAMES[model]}`")[2]
    model.model_validate(json.loads(section.partition("```json\n")[2].partition("```")[0]))


@pytest.mark.parametrize("model", MINIMAL, ids=lambda model: model.__name__)
def test_little_is_enough_and_can_be_shown_as_a_schema(model: type[HttpAccess]) -> None:
    model.model_validate(MINIMAL[model])
    assert "metrics" in model.model_json_schema()["required"]


@pytest.mark.parametrize("model", MINIMAL, ids=lambda model: model.__name__)
@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"metric": {}}, "metric"),
        ({"metrics": {}}, "metrics"),
        ({"metrics": {"instance": {"product": "compute"}}}, "metrics"),
        ({"base_url": "https://user:secret@example.com"}, "base_url"),
        ({"auth": {"kind": "bearer", "token": "secret"}}, "auth"),
        ({"time_zone": "Paris"}, "time_zone"),
        ({"time_zone": "../../etc/passwd"}, "time_zone"),
        ({"time_zone": ""}, "time_zone"),
    ],
)
def test_a_wrong_setting_is_named(model: type[HttpAccess], changes: dict[str, Any], named: str) -> None:
    with pytest.raises(ValidationError, match=named):
        model.model_validate({**MINIMAL[model], **changes})


@pytest.mark.parametrize(
    ("model", "changes", "named"),
    [
        (CloudkittyConfig, {"application": "type"}, "application"),
        (CloudkittyConfig, {"application": "a,b"}, "application"),
        (CloudkittyConfig, {"environment": "qty"}, "environment"),
        (CloudkittyConfig, {"filters": {"project_id": "a,type:b"}}, "filters"),
        (CloudkittyConfig, {"metrics": {"*": METRIC}, "other_types": "ignore"}, "other_types"),
        (CloudkittyConfig, {"metrics": {"instance": {**METRIC, "value": "price"}}}, "value"),
        (CloudkittyConfig, {"page_size": 1}, "page_size"),
        (CloudkittyConfig, {"tolerated_lag_hours": -1}, "tolerated_lag_hours"),
        (CloudkittyConfig, {"on_late": "ignore"}, "on_late"),
        (NovaUsageConfig, {"metrics": {"total_gpus": METRIC}}, "total_gpus"),
        (NovaUsageConfig, {"metrics": {"total_hours": {"metric": "HOURS"}}}, "product"),
        (NovaUsageConfig, {"page_size": 1_001}, "page_size"),
        (OpencostConfig, {"metrics": {"cpuCost": METRIC}}, "cpuCost"),
        (OpencostConfig, {"path": "//elsewhere"}, "path"),
        (OpencostConfig, {"path": "/allocation?window=7d"}, "path"),
        (OpencostConfig, {"aggregate": []}, "aggregate"),
        (OpencostConfig, {"aggregate": ["a&window=x"]}, "aggregate"),
        (OpencostConfig, {"application": [{"field": "totalCost"}]}, "application"),
        (OpencostConfig, {"application": [{"label": "a", "field": "name"}]}, "application"),
        (OpencostConfig, {"reserved": {"idle": "k8s-idle"}}, "reserved"),
        (OpencostConfig, {"empty": "ignore"}, "empty"),
    ],
)
def test_a_wrong_setting_of_one_of_them_is_named(model: type[HttpAccess], changes: dict[str, Any], named: str) -> None:
    with pytest.raises(ValidationError, match=named):
        model.model_validate({**MINIMAL[model], **changes})


def test_what_a_summary_is_grouped_by() -> None:
    config = CloudkittyConfig.model_validate({**MINIMAL[CloudkittyConfig], "environment": "stage"})
    assert config.groupby == ("project_id", "type", "stage")
    assert config.columns == {"begin", "end", "project_id", "type", "stage", "qty"}
