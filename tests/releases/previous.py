"""The code of the release before this one, kept beside the tests: tags and history are not in every clone."""

import tarfile
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent


def archive() -> Path:
    """The one archive; its name is the version. Raises ValueError unless there is one."""
    (found,) = FOLDER.glob("*.tar.xz")
    return found


def version() -> str:
    """What was released."""
    return archive().name.removesuffix(".tar.xz")


def unpack(folder: Path) -> Path:
    """Its `functions`, `shared` and `sql` under `<folder>/<version>`."""
    with tarfile.open(archive()) as tar:
        tar.extractall(folder, filter="data")
    return folder / version()


def code_path(release: Path) -> list[str]:
    """Where Python finds its packages; before whatever is installed."""
    return [str(release / "shared"), str(release / "sql"), *sorted(map(str, (release / "functions").iterdir()))]


def migrations() -> list[str]:
    """The ids of those that it came with."""
    with tarfile.open(archive()) as tar:
        return sorted(Path(name).stem for name in tar.getnames() if "/sql/migrations/" in name)
