"""A function's process in the code of a release: `python -m tests.releases.process [arguments of the framework]`.

RELEASE names the folder that the code is in: `functions`, `shared` and `sql`, as in the repository.
"""

import importlib.util
import os
import runpy
import sys
from pathlib import Path

from tests.releases.previous import code_path


def main(argv: list[str]) -> None:
    """Serve the function that `--target` names, from that folder."""
    release = Path(os.environ["RELEASE"])
    target = argv[argv.index("--target") + 1]
    argv[argv.index("--source") + 1] = str(release / "functions" / target / "main.py")
    sys.path[:0] = code_path(release)
    found = importlib.util.find_spec("finops_runtime")
    if found is None or not str(found.origin).startswith(str(release)):
        raise ModuleNotFoundError(f"finops_runtime is not {release}'s: {found}")
    sys.argv = ["functions_framework", *argv]
    runpy.run_module("functions_framework", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1:])
