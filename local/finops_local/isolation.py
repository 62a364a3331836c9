"""`python -m finops_local.isolation FUNCTION ...`: each function's unit tests where only what it declares is installed.

An import that a function does not declare works in the workspace's environment, because some neighbour brings it
along, and fails in production. Here each function gets an environment of its own under `.isolated/`: its hashed
requirements, the shared distribution, itself, pytest; built again when one of those files changes.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
_TEST_TOOLS = ("pytest", "hypothesis")
_NO_TESTS_COLLECTED = 5


class NotIsolated(RuntimeError):
    """A function's environment could not be built, or it has no tests to run in it."""


@dataclass(frozen=True)
class Isolation:
    """One function and the environment of its own."""

    function: str
    repository: Path = REPOSITORY

    @property
    def folder(self) -> Path:
        """Where the function is."""
        return self.repository / "functions" / self.function

    @property
    def environment(self) -> Path:
        """Where its environment is."""
        return self.repository / ".isolated" / self.function

    @property
    def tests(self) -> Path:
        """Its unit tests."""
        return self.repository / "tests" / "unit" / self.function

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.environment / "bin" / "python"

    def fingerprint(self) -> str:
        """Changes when anything changes that the environment is built from; raises NotIsolated for a missing file."""
        digest = hashlib.sha256(sys.version.encode())
        for file in (
            self.folder / "requirements.txt",
            self.folder / "pyproject.toml",
            self.repository / "shared" / "pyproject.toml",
            self.repository / "requirements.txt",
        ):
            try:
                digest.update(file.read_bytes())
            except FileNotFoundError as error:
                raise NotIsolated(f"{self.function}: {file} is missing: `make lock` compiles it") from error
        return digest.hexdigest()

    def build(self) -> None:
        """Make the environment unless it is there and up to date; raises NotIsolated."""
        fingerprint, stamp = self.fingerprint(), self.environment / "fingerprint"
        if stamp.exists() and stamp.read_text() == fingerprint:
            return
        shutil.rmtree(self.environment, ignore_errors=True)
        self._uv("venv", "--quiet", "--python", sys.executable, str(self.environment))
        self._install("--require-hashes", "-r", str(self.folder / "requirements.txt"))
        self._install(
            "--no-deps",
            "--build-constraints",
            str(self.repository / "requirements.txt"),
            "-e",
            str(self.repository / "shared"),
            "-e",
            str(self.folder),
        )
        self._install("-c", str(self.repository / "requirements.txt"), *_TEST_TOOLS)
        stamp.write_text(fingerprint)

    def test(self) -> int:
        """Run the unit tests there; pytest's exit code. Raises NotIsolated when there are none."""
        if not any(self.tests.rglob("test_*.py")):
            raise NotIsolated(f"{self.function}: there are no unit tests in {self.tests}")
        # Neither the root's conftest nor PYTHONPATH may lend what the function does not declare.
        options = ("-q", "-p", "no:cacheprovider", "--confcutdir", str(self.tests))
        code = subprocess.run(  # noqa: S603 - the command is ours
            [self.python, "-m", "pytest", *options, str(self.tests)],
            cwd=self.repository,
            check=False,
            env=_bare_environment(),
        ).returncode
        if code == _NO_TESTS_COLLECTED:
            raise NotIsolated(f"{self.function}: pytest found no tests in {self.tests}")
        return code

    def _install(self, *what: str) -> None:
        self._uv("pip", "install", "--quiet", "--python", str(self.python), *what)

    def _uv(self, *arguments: str) -> None:
        uv = Path(sys.executable).with_name("uv")
        done = subprocess.run([uv, *arguments], check=False, capture_output=True, text=True)  # noqa: S603 - ours
        if done.returncode != 0:
            raise NotIsolated(f"{self.function}: uv {arguments[0]} ended with {done.returncode}:\n{done.stderr}")


def _bare_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTEST_ADDOPTS")}


def main(argv: list[str] | None = None) -> int:
    """Exit codes: 0 every function passed, 1 one did not, 2 wrong usage."""
    parser = argparse.ArgumentParser(prog="finops_local.isolation", description=__doc__.splitlines()[0])
    parser.add_argument("functions", nargs="+", metavar="FUNCTION", help="folder under functions/")
    options = parser.parse_args(argv)
    failed = []
    for name in options.functions:
        isolation = Isolation(name)
        if not isolation.folder.is_dir():
            parser.error(f"there is no function {name} in {isolation.folder.parent}")
        print(f"{name}: unit tests with only what it declares", flush=True)
        try:
            isolation.build()
            if isolation.test() != 0:
                failed.append(name)
        except NotIsolated as error:
            print(error, file=sys.stderr)
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
