"""Logs of a process: one JSON object a line, whoever writes it; and nothing stops when nobody takes them."""

import json
import subprocess
import sys

PROGRAM = """
import logging, sys
from finops_runtime.logs import configure_logs, get_logger
configure_logs("a function")
get_logger("ours").info("a line of ours", rows=1)
logging.getLogger("theirs").warning("a line of %s", "theirs")
sys.stdout.close()
get_logger("ours").info("a line that nobody can take")
sys.stderr.write("went on")
"""


def test_lines_of_ours_and_of_libraries_look_alike_and_none_stops_the_process() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(line["event"], line["logger"], line["level"], line["function"]) for line in lines] == [
        ("a line of ours", "ours", "info", "a function"),
        ("a line of theirs", "theirs", "warning", "a function"),
    ]
    assert lines[0].keys() - {"rows"} == lines[1].keys()
    assert done.stderr == "went on"
