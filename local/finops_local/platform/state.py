"""The state directory: one platform at a time, and the file that tells scripts where everything is."""

import fcntl
import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


class StateDirInUse(RuntimeError):
    """Another platform runs in the same state directory."""


@contextmanager
def exclusive(state_dir: Path) -> Iterator[None]:
    """Hold the state directory for the length of the block; raises StateDirInUse at once."""
    state_dir.mkdir(parents=True, exist_ok=True)
    with (state_dir / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StateDirInUse(f"another platform runs in {state_dir}: `make down` ends it") from error
        yield


def write_env(file: Path, values: Mapping[str, str]) -> None:
    """KEY=VALUE lines that a shell and python-dotenv both read; only the owner may read them: they hold secrets."""
    draft = file.with_name(file.name + ".new")
    draft.touch(mode=0o600)
    draft.write_text("".join(f"{name}={shlex.quote(value)}\n" for name, value in values.items()))
    draft.replace(file)
