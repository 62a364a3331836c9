"""What makes the same question of the same generation another answer: the code, and the settings that enter answers."""

import hashlib
from importlib.resources import files
from importlib.resources.abc import Traversable

from query_api.settings import ApiSettings


def release_name(settings: ApiSettings) -> str:
    """Another text for another release, entity or setting.

    A build that does not say of which commit it is may hold any code: then the code itself is looked at.
    """
    digest = hashlib.sha256()
    parts = (
        settings.finops_entity_id,
        settings.finops_version,
        settings.finops_git_sha or "",
        settings.finops_timezone,
        str(settings.finops_fiscal_year_start),
    )
    for part in parts:
        digest.update(part.encode() + b"\0")
    if settings.finops_git_sha is None:
        _add_code(digest, files("query_api"))
    return digest.hexdigest()[:16]


def _add_code(digest: "hashlib._Hash", folder: Traversable) -> None:
    for found in sorted(folder.iterdir(), key=lambda child: child.name):
        if found.is_dir():
            _add_code(digest, found)
        elif found.name.endswith((".py", ".sql")):
            digest.update(found.name.encode() + b"\0" + found.read_bytes())
