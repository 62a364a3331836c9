"""A port is chosen before it is bound: two choices must not be one."""

import socket

from finops_local.servers.ports import free_port


def test_no_port_is_given_twice() -> None:
    ports = [free_port() for _ in range(1_000)]
    assert len(set(ports)) == 1_000


def test_a_port_that_somebody_has_is_left_out() -> None:
    taken = free_port() + 1
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", taken))
        assert free_port() != taken
