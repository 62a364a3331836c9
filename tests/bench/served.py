"""Functions as processes under functions-framework, and the load that wrk puts on them. Only ever 127.0.0.1."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import requests

from finops_local.platform.commands import base_environment
from finops_local.servers.child import Child
from finops_local.servers.ports import free_port

LUA = Path(__file__).with_name("wrk.lua")
THREADS = 8
_LONGEST_START = 60
EMPTY = '''"""The least that a function can do."""

import functions_framework


@functions_framework.http
def empty(_request):
    return "ok"
'''


@dataclass(frozen=True, slots=True)
class Load:
    """What one run of wrk found; milliseconds, and requests a second."""

    p50: float
    p99: float
    rate: float
    failed: int


@dataclass(frozen=True, slots=True)
class Served:
    """A function that answers at `url`; `seconds` from its start to the first answer that was asked for."""

    url: str
    seconds: float


@contextmanager
def started(source: Path, target: str, settings: Mapping[str, str]) -> Iterator[tuple[str, Child]]:
    """Start it, and say where it will answer."""
    port = free_port()
    argv: list[str | Path] = [sys.executable, "-m", "functions_framework", "--source", source, "--target", target]
    argv += ["--host", "127.0.0.1", "--port", str(port)]
    child = Child(target, argv, env={**base_environment(), "THREADS": str(THREADS), **settings})
    child.start()
    try:
        yield f"http://127.0.0.1:{port}", child
    finally:
        child.stop()


@contextmanager
def served(
    source: Path, target: str, settings: Mapping[str, str], first: str, headers: Mapping[str, str]
) -> Iterator[Served]:
    """Start it and ask for the path `first` until it is answered."""
    begun = perf_counter()
    with started(source, target, settings) as (url, child):
        _wait(child, url + first, headers)
        yield Served(url, perf_counter() - begun)


def _wait(child: Child, url: str, headers: Mapping[str, str]) -> None:
    deadline = perf_counter() + _LONGEST_START
    while perf_counter() < deadline and child.running:
        try:
            answer = requests.get(url, headers=headers, timeout=_LONGEST_START)
        except requests.ConnectionError:
            time.sleep(0.01)
            continue
        if answer.status_code == 200:
            return
        raise RuntimeError(f"{url}: {answer.status_code} {answer.text[:300]}\n{child.tail()}")
    raise RuntimeError(f"{child.name} does not answer:\n{child.tail()}")


def wrk_is_here() -> bool:
    """Whether loads can be made."""
    return shutil.which("wrk") is not None


def load(url: str, headers: Mapping[str, str], clients: int, seconds: int, *, distinct: bool = False) -> Load:
    """So many clients, each asking again as soon as it is answered. `distinct`: never the same question twice."""
    argv = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "30s", "-s", str(LUA)]
    argv += [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    argv += [url, "--", *(["distinct"] if distinct else [])]
    output = subprocess.run(argv, check=True, capture_output=True, text=True).stdout
    found = json.loads(output.strip().splitlines()[-1])
    return Load(
        found["p50"] / 1e3, found["p99"] / 1e3, found["requests"] / (found["microseconds"] / 1e6), found["failed"]
    )
