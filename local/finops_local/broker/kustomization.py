"""The objects of kustomizations that matter to a broker, gathered as kustomize would.

What is not done here (a patch that changes a Trigger, say) is an error where it would matter, and passed over
elsewhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

KINDS = {
    "Broker": "eventing.knative.dev",
    "Trigger": "eventing.knative.dev",
    "PingSource": "sources.knative.dev",
}
_TARGET = {"group", "version", "kind", "name", "labelSelector"}


class BadManifest(ValueError):
    """A file that cannot be read as this broker needs it; names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One object of `KINDS`, and where it stands."""

    file: Path
    document: dict[str, Any]

    @property
    def kind(self) -> str:
        """Its kind."""
        return str(self.document["kind"])

    @property
    def name(self) -> str:
        """Its name; empty if it has none."""
        return str(self.document.get("metadata", {}).get("name", ""))

    def is_target(self, target: dict[str, Any], file: Path) -> bool:
        """Whether a patch is about it: names are patterns, of the whole name. Raises BadManifest."""
        if unknown := target.keys() - _TARGET:
            raise BadManifest(f"{file}: a patch's target by {', '.join(sorted(unknown))}")
        group, _, version = str(self.document.get("apiVersion", "")).rpartition("/")
        mine = {"group": group or KINDS[self.kind], "version": version, "kind": self.kind, "name": self.name}
        labels = self.document.get("metadata", {}).get("labels", {})
        for wanted in filter(None, str(target.get("labelSelector", "")).split(",")):
            key, equals, value = wanted.partition("=")
            if not equals or not re.fullmatch(r"[\w./-]+", key) or value.startswith("="):
                raise BadManifest(f"{file}: a patch's labelSelector {wanted!r}")
            if labels.get(key) != value:
                return False
        return all(re.fullmatch(str(target[part]), mine[part]) for part in mine if part in target)


@dataclass(slots=True)
class Gathered:
    """What was found so far."""

    namespace: str = ""
    things: list[Thing] = field(default_factory=list)


def gather(folders: Sequence[Path]) -> Gathered:
    """Each folder's kustomization on top of those before it; raises BadManifest."""
    found = Gathered()
    for folder in folders:
        _add(folder, found)
    return found


def _add(folder: Path, found: Gathered) -> None:
    """What it lists, then what its components add or take away, then its own patches."""
    file = folder / "kustomization.yaml"
    kustomization = next(_documents(file))
    for resource in kustomization.get("resources", []):
        if (folder / resource).is_dir():
            _add(folder / resource, found)
        else:
            found.things += (Thing(folder / resource, each) for each in _ours(folder / resource))
    for component in kustomization.get("components", []):
        _add(folder / component, found)
    found.namespace = kustomization.get("namespace", found.namespace)
    for patch in kustomization.get("patches", []):
        _apply(patch, file, found)


def _apply(patch: dict[str, Any], file: Path, found: Gathered) -> None:
    """Only what takes whole objects away is done; a patch that would change one is refused."""
    content = _patch(patch, file)
    if "target" not in patch:
        named = content if isinstance(content, dict) else {}
        target = {"kind": named.get("kind", ""), "name": re.escape(named.get("metadata", {}).get("name", ""))}
    else:
        target = patch["target"]
    meant = [thing for thing in found.things if thing.is_target(target, file)]
    if isinstance(content, dict) and content.get("$patch") == "delete":
        found.things = [thing for thing in found.things if thing not in meant]
    elif meant:
        raise BadManifest(f"{file}: a patch of {meant[0].kind} {meant[0].name}, which is not done here")


def _patch(patch: dict[str, Any], file: Path) -> Any:
    if "path" in patch:
        return next(_documents(file.parent / patch["path"]))
    return yaml.safe_load(patch.get("patch", ""))


def _ours(file: Path) -> Iterator[dict[str, Any]]:
    return (document for document in _documents(file) if document.get("kind") in KINDS)


def _documents(file: Path) -> Iterator[Any]:
    if not file.is_file():
        raise BadManifest(f"{file} is not a file")
    with file.open() as stream:
        try:
            yield from (document for document in yaml.safe_load_all(stream) if document is not None)
        except yaml.YAMLError as error:
            raise BadManifest(f"{file}: {error}") from error
