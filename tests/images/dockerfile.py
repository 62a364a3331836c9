"""A Dockerfile as typed stages: as much of its grammar as ours uses, and an error for whatever else."""

import json
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Template


class BadDockerfile(ValueError):
    """An instruction that is not understood here; names it."""


@dataclass(frozen=True)
class Copy:
    """Files of the build's context, or of another stage, to where they go."""

    sources: tuple[str, ...]
    target: str
    stage: str | None


@dataclass
class Stage:
    """One stage: what it begins with, its COPY and RUN lines in order, and how its container starts."""

    name: str
    base: str
    steps: list[Copy | str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    working_folder: str = "/"
    user: str = "root"
    command: tuple[str, ...] = ()


def read(file: Path, arguments: Mapping[str, str]) -> dict[str, Stage]:
    """Stages by name, with `arguments` put in as --build-arg does; raises BadDockerfile."""
    stages: dict[str, Stage] = {}
    known: dict[str, str] = {}
    for instruction, rest in _instructions(file.read_text()):
        if instruction == "ARG":
            name, _, default = rest.partition("=")
            known[name] = arguments.get(name, default)
            continue
        text = Template(rest).safe_substitute(known) if instruction != "RUN" else rest
        if instruction == "FROM":
            base, _, name = text.split()
            stages[name] = Stage(name, base)
            continue
        _apply(list(stages.values())[-1], instruction, text)
    return stages


def _instructions(text: str) -> Iterator[tuple[str, str]]:
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    for line in "\n".join(lines).replace("\\\n", " ").splitlines():
        instruction, rest = line.split(maxsplit=1)
        yield instruction, rest


def _apply(stage: Stage, instruction: str, text: str) -> None:
    match instruction:
        case "COPY":
            words = text.split()
            origin = words.pop(0).removeprefix("--from=") if words[0].startswith("--from=") else None
            stage.steps.append(Copy(tuple(words[:-1]), words[-1], origin))
        case "RUN":
            stage.steps.append(text)
        case "ENV":
            for word in shlex.split(text):
                name, _, value = word.partition("=")
                stage.environment[name] = value
        case "WORKDIR":
            stage.working_folder = text
        case "USER":
            stage.user = text
        case "CMD":
            stage.command = tuple(json.loads(text))
        case "LABEL" | "EXPOSE":
            pass
        case _:
            raise BadDockerfile(f"{stage.name}: {instruction} {text}")
