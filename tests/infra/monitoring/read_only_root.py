"""`python read_only_root.py -m MODULE ...`: a module as a container runs it whose root is read-only, but for /dev.

What Python does is refused as the kernel refuses it there, with EROFS, so that a test needs no rights to mount.
"""

import errno
import os
import runpy
import sys
from pathlib import Path
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGING = {"os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod"}


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: OSError for whatever would change a file outside of /dev."""
    if (event == "open" and arguments[2] & _WRITING) or event in _CHANGING:
        path = arguments[0]
    elif event == "socket.bind":
        path = arguments[1]  # of a Unix socket; others have a tuple
    else:
        return
    if isinstance(path, str | bytes) and not Path(os.fsdecode(path)).resolve().is_relative_to("/dev"):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), path)


if __name__ == "__main__":
    assert sys.argv[1] == "-m"
    del sys.argv[:2]
    sys.addaudithook(refuse)
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
