"""The official referential, as much of it as the entity may see."""

import json

from flask import Response

from finops_runtime.database import load_sql
from finops_runtime.problem import Problem
from load_group.call import Call
from load_group.manifest import UNDERSTOOD
from load_group.service import GroupService


def get_release(service: GroupService, call: Call) -> Response:
    """200 with the latest release, 304 where the caller has it. Raises Problem: 404 for none, or for no member."""
    with service.working_for(call.caller.entity_id) as connection:
        row = connection.execute(load_sql("load_group", "own_release")).fetchone()
    if row is None:
        raise Problem(404, "no-release", "the group has no release with this entity in it: ask the group")
    document = {
        "version": row["version"],
        "checksum": row["checksum"],
        "publishedAt": row["published_at"].isoformat(),
        "contractVersions": list(UNDERSTOOD),
        "release": row["document"],
    }
    answer = Response(json.dumps(document, ensure_ascii=False, sort_keys=True), mimetype="application/json")
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.add_etag()
    answer.make_conditional(call.request)
    return answer
