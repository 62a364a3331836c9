"""How long an image of each function takes from its process's start to its probes, and how much memory it holds then.

What a cluster adds (pulling the image, scheduling, the queue-proxy) is not in it.
"""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

import psutil
import requests

from finops_local.servers.mongo import mongo
from finops_local.servers.ports import free_port
from tests.bench.mart import Marts
from tests.bench.measure import Result
from tests.bench.options import Options
from tests.images.image import ROOT, Image, build, delete

_ISSUERS = '[{"issuer": "https://sso.example.com", "audience": "finops", "roles_claim": "roles"}]'


def bench(marts: Marts, options: Options) -> Result:
    """Medians of `--repeats` starts, against a real database and raw zone."""
    url = marts.of(1, 1_000).url
    lines = [f"{'':<16} {'/healthz s':>11} {'/readyz s':>11} {'RSS MB':>8} {'image MB':>9}"]
    with tempfile.TemporaryDirectory() as folder, mongo(Path(folder), keep=False) as raw:
        environment = {
            "POSTGRES_URL": url,
            "POSTGRES_ADMIN_URL": url,
            "MONGO_URL": raw.url,
            "MONGO_DB": "bench",
            "K_SINK": "http://127.0.0.1:9/",
            "FINOPS_ENTITY_ID": "bench",
            "OIDC_ISSUERS": _ISSUERS,
        }
        for name in sorted(path.parent.name for path in (ROOT / "functions").glob("*/main.py")):
            with _image(name) as image:
                starts = [_start(image, environment) for _ in range(options.repeats)]
                size = sum(file.stat().st_size for file in image.root.rglob("*") if file.is_file()) / 1e6
            alive, ready, memory = (median(values) for values in zip(*starts, strict=True))
            lines.append(f"{name:<16} {alive:>11.2f} {ready:>11.2f} {memory:>8.0f} {size:>9.0f}")
    return Result(f"{options.repeats} starts of each image, THREADS=4", [], [], lines)


@contextmanager
def _image(function: str) -> Iterator[Image]:
    root = Path(tempfile.mkdtemp(prefix="finops-image-"))
    root.chmod(0o755)
    image = build("function", {"FUNCTION": function}, root)
    try:
        yield image
    finally:
        delete(image)


def _start(image: Image, environment: dict[str, str]) -> tuple[float, float, float]:
    """Seconds to /healthz, to /readyz, and megabytes of the process and its workers then."""
    port = free_port()
    begun = perf_counter()
    process = image.start({**environment, "PORT": str(port), "THREADS": "4"}, output=subprocess.DEVNULL)
    try:
        seconds = []
        for path in ("/healthz", "/readyz"):
            while not _answers(f"http://127.0.0.1:{port}{path}"):
                assert process.poll() is None, f"it ended with {process.returncode}"
                sleep(0.01)
            seconds.append(perf_counter() - begun)
        parent = psutil.Process(process.pid)
        memory = sum(each.memory_info().rss for each in (parent, *parent.children(recursive=True)))
    finally:
        process.terminate()
        process.wait(30)
    return seconds[0], seconds[1], memory / 1e6


def _answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=30).ok
    except requests.ConnectionError:
        return False
