import base64
import json
from pathlib import Path

from finops_local.broker.dead_letters import keep
from finops_local.broker.event import Event

EVENT = Event(
    {"specversion": "1.0", "id": "1", "source": "/here", "type": "some.type", "datacontenttype": "application/json"},
    b'{"run_id": "6f0c"}',
)


def test_a_dead_letter_is_the_event_with_knatives_three_extensions(tmp_path: Path) -> None:
    file = keep(tmp_path / "dead", "load-facts-staged", EVENT, "http://127.0.0.1:1", 400, b"no such domain")
    assert json.loads(file.read_text()) == {
        **EVENT.attributes,
        "data": {"run_id": "6f0c"},
        "knativeerrordest": "http://127.0.0.1:1",
        "knativeerrorcode": "400",
        "knativeerrordata": base64.b64encode(b"no such domain").decode(),
    }


def test_error_data_is_cut_and_left_out_when_there_is_none(tmp_path: Path) -> None:
    long = json.loads(keep(tmp_path, "t", EVENT, "http://x", 500, b"x" * 5000).read_text())
    none = json.loads(keep(tmp_path, "t", EVENT, "http://x", 500, b"").read_text())
    assert len(long["knativeerrordata"]) == 1024
    assert "knativeerrordata" not in none
    assert len(list(tmp_path.iterdir())) == 2
