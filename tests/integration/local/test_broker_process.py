"""The broker as a process: independence of Triggers, trouble on demand, schedules, start and end."""

import sys
import time
from pathlib import Path

import pytest

from finops_local.servers.child import Child
from tests.integration.local.conftest import StartBroker, trigger
from tests.integration.local.receiver import Receiver, Reply


def test_a_slow_trigger_does_not_hold_another(start: StartBroker, one: Receiver, two: Receiver) -> None:
    broker = start("--no-pings", "--concurrency", "1")
    one.always = Reply(204, after=1)
    for number in range(3):
        broker.send(f"slow-{number}", "a")
    broker.send("quick", "b")
    while not two.received:
        time.sleep(0.01)
    assert len(one.received) < 3
    assert broker.idle()["delivered"] == 4


def test_a_component_on_top_has_triggers_too(start: StartBroker, tmp_path: Path, one: Receiver, two: Receiver) -> None:
    component = tmp_path / "component"
    component.mkdir()
    (component / "kustomization.yaml").write_text("resources: [more.yaml]\n")
    (component / "more.yaml").write_text(trigger("two", "c"))
    folders = ("--manifests", str(tmp_path / "base"), str(component))
    broker = start("--no-pings", *folders, manifests=trigger("one", "a"))
    broker.send("of the base", "a")
    broker.send("of the component", "c")
    assert broker.idle()["delivered"] == 2
    assert (one.ids, two.ids) == (["of the base"], ["of the component"])


def test_duplicate_delivers_every_event_twice(start: StartBroker, one: Receiver) -> None:
    broker = start("--no-pings", "--duplicate")
    for identifier in "abc":
        broker.send(identifier)
    broker.idle()
    assert one.counts() == {"a": 2, "b": 2, "c": 2}


def test_reverse_delivers_a_window_last_first(start: StartBroker, one: Receiver) -> None:
    broker = start("--no-pings", "--reverse", "--reverse-window", "0.5", "--concurrency", "1")
    for identifier in "abcd":
        broker.send(identifier)
    assert one.ids == []
    broker.idle()
    assert one.ids == ["d", "c", "b", "a"]


def test_sigterm_finishes_what_is_under_way_and_says_what_is_lost(start: StartBroker, one: Receiver) -> None:
    broker = start("--no-pings", "--concurrency", "1")
    one.always = Reply(204, after=0.5)
    broker.send("under way")
    broker.send("queued")
    while not one.received:
        time.sleep(0.01)
    broker.child.ask_to_stop()
    assert broker.child.wait(10) == 0
    assert one.ids == ["under way"]
    assert '"undelivered": 1' in broker.child.tail()


@pytest.mark.parametrize(("options", "complaint"), [((), "no URL given for two"), (("--manifests", "/gone"), "/gone")])
def test_it_does_not_start_without_what_it_needs(tmp_path: Path, options: tuple[str, ...], complaint: str) -> None:
    (tmp_path / "kustomization.yaml").write_text("resources: [all.yaml]\n")
    (tmp_path / "all.yaml").write_text("kind: Broker\nmetadata: {name: default}\n" + trigger("two", "a"))
    argv = [sys.executable, "-m", "finops_local.broker", "--manifests", str(tmp_path), "--port", "1"]
    child = Child("broker", [*argv, "--dead-letters", str(tmp_path), *options])
    child.start()
    assert child.wait(20) == 2
    assert complaint in child.tail()
    child.stop()
