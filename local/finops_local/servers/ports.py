"""Free ports of this machine."""

import random
import socket

# Below the ranges from which Linux, macOS and Windows take the ports of outgoing connections: a port stays
# free between the moment it is chosen and the moment its server binds it, and again when that server restarts.
_FIRST, _LAST = 18_000, 31_999
_ATTEMPTS = 200


class NoFreePort(RuntimeError):
    """Every port tried was taken."""


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nothing listens on now; raises NoFreePort."""
    for _ in range(_ATTEMPTS):
        port = random.randint(_FIRST, _LAST)  # noqa: S311 - not a secret
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise NoFreePort(f"none of {_ATTEMPTS} ports tried between {_FIRST} and {_LAST} is free")
