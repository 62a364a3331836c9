"""Who read what of the group: a line in the log for each request, whatever it was answered."""

from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from finops_runtime.identity.access import Principal
from finops_runtime.logs import get_logger

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

log = get_logger(__name__)
_CALLERS: Final = "finops.callers"
_LONGEST_PATH: Final = 500
_MOST_ENTITIES: Final = 100


def expect_caller(environ: "WSGIEnvironment") -> None:
    """Make a place for whoever the request will turn out to be of; copies of the environment share it."""
    environ[_CALLERS] = []


def tell_caller(environ: "WSGIEnvironment", principal: Principal) -> None:
    """The request is of this principal, whose token was checked."""
    if _CALLERS in environ:
        environ[_CALLERS].append(principal)


def log_access(environ: "WSGIEnvironment", status: int) -> None:
    """One line: subject and roles (none: no token that counts here), path, which entities were asked for, status."""
    path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
    if not path.startswith("/v1/"):
        return
    principal: Principal | None = next(iter(environ.get(_CALLERS) or ()), None)
    asked = parse_qs(environ.get("QUERY_STRING", ""), errors="replace").get("entity", [])
    log.info(
        "group accessed",
        subject=principal.subject if principal else None,
        roles=sorted(principal.roles) if principal else [],
        method=environ["REQUEST_METHOD"][:20],
        path=path[:_LONGEST_PATH],
        entities=[entity[:_LONGEST_PATH] for entity in asked[:_MOST_ENTITIES]],
        status=status,
    )
