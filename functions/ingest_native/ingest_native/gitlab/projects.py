"""The projects in one page of GitLab's answer, numbers kept as they are written."""

import json
import re
from itertools import pairwise
from typing import Any

from finops_contract.errors import SourceMalformed

Project = dict[str, Any]

# GitLab shows it to maintainers. A quote inside a JSON text is escaped, so this matches whole members only.
_SECRETS = re.compile(rb'("runners_token"\s*:\s*)"(?:[^"\\]|\\.)*"')


class NumberText(str):
    """A JSON number as written: `float()` would lose digits, `int()` and `Decimal()` have limits of their own."""

    __slots__ = ()


def without_secrets(body: bytes) -> bytes:
    """The page with the secrets blanked that GitLab puts into it; all else byte by byte."""
    return _SECRETS.sub(rb"\1null", body)


def projects_of(body: bytes, where: str) -> list[Project]:
    """The page's projects; raises SourceMalformed when it is not a list of projects with ascending ids."""
    try:
        page = json.loads(body, parse_float=NumberText, parse_int=NumberText, parse_constant=NumberText)
    except (ValueError, RecursionError) as error:
        raise SourceMalformed(f"{where}: the answer is not JSON") from error
    if not isinstance(page, list) or not all(isinstance(project, dict) for project in page):
        raise SourceMalformed(f"{where}: the answer is not a list of projects")
    ids = [id_of(project, where) for project in page]
    if any(later <= earlier for earlier, later in pairwise(ids)):
        raise SourceMalformed(f"{where}: the projects are not in the order of their ids")
    return page


def id_of(project: Project, where: str) -> int:
    """The project's id; raises SourceMalformed when there is none."""
    found = project.get("id")
    if not isinstance(found, NumberText) or not re.fullmatch(r"\d{1,18}", found, re.ASCII):
        raise SourceMalformed(f"{where}: a project has no id")
    return int(found)
