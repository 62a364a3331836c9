"""FINOPS_REQUIRE_TLS: what would be reached without TLS, or unverified, is not reached at all."""

from urllib.parse import parse_qsl, urlsplit

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import Conninfo

_UNVERIFIED = {"tlsinsecure", "tlsallowinvalidcertificates", "tlsallowinvalidhostnames"}


class NotVerified(ValueError):
    """An address breaks the rule; the message names the setting and what it must say, never the address."""


def require_https(name: str, address: str | None) -> None:
    """An address that is there begins with https; raises NotVerified."""
    if address and urlsplit(address).scheme != "https":
        raise NotVerified(f"FINOPS_REQUIRE_TLS: {name} must begin with https://")


def require_verified_postgres(name: str, conninfo: str) -> None:
    """A connection string says sslmode=verify-full, or PGSSLMODE says it for it; raises NotVerified."""
    try:
        said = conninfo_to_dict(conninfo).get("sslmode")
    except ProgrammingError as error:
        raise NotVerified(f"FINOPS_REQUIRE_TLS: {name} is no connection string") from error
    by_default = {option.keyword: option.val for option in Conninfo.get_defaults()}.get(b"sslmode") or b""
    if (said or by_default.decode()) != "verify-full":
        raise NotVerified(f"FINOPS_REQUIRE_TLS: {name} must say sslmode=verify-full, or PGSSLMODE for it")


def require_verified_mongo(name: str, address: str) -> None:
    """A MongoDB URL asks for TLS and lets no certificate pass unseen; raises NotVerified."""
    parts = urlsplit(address)
    options = {key.lower(): value.lower() for key, value in parse_qsl(parts.query)}
    asked = options.get("tls") or options.get("ssl") or ("true" if parts.scheme == "mongodb+srv" else "false")
    if asked != "true":
        raise NotVerified(f"FINOPS_REQUIRE_TLS: {name} must say tls=true")
    if lax := sorted(key for key in _UNVERIFIED & options.keys() if options[key] != "false"):
        raise NotVerified(f"FINOPS_REQUIRE_TLS: {name} must not say {', '.join(lax)}")
