"""The pipeline is valid for GitLab, and does what anybody can do at a desk."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[3]
FILE = ROOT / ".gitlab-ci.yml"
PIPELINE: dict[str, Any] = yaml.safe_load(FILE.read_text())
NO_JOBS = {"stages", "workflow", "variables", "default"}
JOBS = {name: job for name, job in PIPELINE.items() if name not in NO_JOBS}
LINES = [line for job in JOBS.values() for line in job["script"]]
TAG = "python:3.11-slim-bookworm"
DIGEST = "0123456789abcdef" * 4
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))


def validated(file: Path) -> subprocess.CompletedProcess[str]:
    """Held against the schema that GitLab publishes, as check-jsonschema carries it."""
    command = str(Path(sys.executable).with_name("check-jsonschema"))
    options = ["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"]
    return subprocess.run([command, *options, str(file)], check=False, capture_output=True, text=True)


def test_gitlab_takes_it() -> None:
    assert validated(FILE).returncode == 0, validated(FILE).stdout


@pytest.mark.parametrize("wrong", ["  script: 3\n", "  interruptible: perhaps\n  script: [make check]\n"])
def test_gitlab_would_not_take_everything(tmp_path: Path, wrong: str) -> None:
    file = tmp_path / "pipeline.yml"
    file.write_text(f"check:\n{wrong}")
    assert validated(file).returncode == 1


@pytest.mark.parametrize("line", LINES)
def test_a_job_calls_the_makefile_and_nothing_else(line: str) -> None:
    command, *words = line.split()
    assert command in ("make", ".ci/run")
    assert {word for word in words if "=" not in word} <= TARGETS


@pytest.mark.parametrize("job", JOBS)
def test_a_job_has_a_stage_and_prepares_nothing_of_its_own(job: str) -> None:
    assert JOBS[job]["stage"] in PIPELINE["stages"]
    assert {"before_script", "after_script"}.isdisjoint(JOBS[job])


def test_what_must_pass_is_asked_for() -> None:
    asked = {word for line in LINES for word in line.split()[1:]}
    assert {"check", "test", "images", "scan", "sbom", "tagged", "pinned", "push"} <= asked


def test_only_a_tag_is_pushed() -> None:
    pushing = [job for job in JOBS.values() if any("push" in line for line in job["script"])]
    assert [job["rules"] for job in pushing] == [[{"if": "$CI_COMMIT_TAG"}]]
    assert pushing[0]["script"][:2] == ["make tagged TAG=$CI_COMMIT_TAG", "make pinned"]


def test_a_merge_request_builds_the_images() -> None:
    assert {"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'} in JOBS["images"]["rules"]


def make(target: str, *options: str, base: str) -> subprocess.CompletedProcess[str]:
    """A target with BASE_IMAGE as the pipeline sets it: empty unless somebody gives one."""
    environment = {**os.environ, "BASE_IMAGE": base}
    return subprocess.run(
        ["make", *options, target], cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )


@pytest.mark.parametrize("base", ["", "python:3.11-slim-bookworm", f"python:3.11@sha256:{DIGEST[1:]}"])
def test_a_base_that_may_change_is_refused(base: str) -> None:
    refused = make("pinned", base=base)
    assert refused.returncode != 0
    assert f"the base is {base or TAG}," in refused.stdout


def test_a_base_by_its_digest_is_taken() -> None:
    assert make("pinned", base=f"python:3.11@sha256:{DIGEST}").returncode == 0


@pytest.mark.parametrize(("base", "built_on"), [("", TAG), (f"python@sha256:{DIGEST}", f"python@sha256:{DIGEST}")])
def test_every_image_is_built_on_the_base(base: str, built_on: str) -> None:
    builds = [line for line in make("images", "--dry-run", base=base).stdout.splitlines() if " build " in line]
    assert len(builds) == 2  # the functions' in a loop, and the migrations'
    assert all(f" --build-arg PYTHON_IMAGE={built_on} " in line for line in builds)
