"""Free ports of this machine."""

import random
import socket
from threading import Lock
from typing import Final

# Below the ranges from which Linux, macOS and Windows take the ports of outgoing connections: a port stays
# free between the moment it is chosen and the moment its server binds it, and again when that server restarts.
_FIRST, _LAST = 18_000, 31_999
_ATTEMPTS = 200


class NoFreePort(RuntimeError):
    """Every port tried was taken."""


class _Ports:
    """Ports one after the other, from a place by chance: a process never gives one out twice.

    A port is only bound some time after it was chosen. Chosen at random each, two of the thirty that a platform wants
    would be the same once in thirty starts.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._last: int | None = None

    def following(self) -> int:
        """The next one, free or not."""
        with self._lock:
            if self._last is None:
                self._last = random.randint(_FIRST, _LAST)  # noqa: S311 - not a secret
            self._last = _FIRST if self._last == _LAST else self._last + 1
            return self._last


_PORTS: Final = _Ports()


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nothing listens on now, another one at each call; raises NoFreePort."""
    for _ in range(_ATTEMPTS):
        port = _PORTS.following()
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise NoFreePort(f"none of {_ATTEMPTS} ports tried between {_FIRST} and {_LAST} is free")
