"""What entities may ask."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from flask import Response

from load_group.begin import put_manifest
from load_group.call import Call
from load_group.commit import post_commit
from load_group.pieces import put_piece
from load_group.release import get_release
from load_group.service import GroupService
from load_group.state import get_state

ROOT: Final = "/v1/exchange"
_ONE: Final = f"{ROOT}/<entity>/<period>/<exchange>"


@dataclass(frozen=True, slots=True)
class Route:
    """One endpoint, of the role that pushes; where the path names an entity, of that entity alone."""

    method: str
    path: str
    handler: Callable[[GroupService, Call], Response]


ROUTES: Final = (
    Route("GET", f"{ROOT}/release", get_release),
    Route("PUT", _ONE, put_manifest),
    Route("GET", _ONE, get_state),
    Route("PUT", f"{_ONE}/pieces/<dataset>/<number>", put_piece),
    Route("POST", f"{_ONE}/commit", post_commit),
)
