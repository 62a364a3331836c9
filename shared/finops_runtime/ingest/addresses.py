"""Addresses of files: `/folder/file`, `file:///...`, `s3://...`, `gs://...`, `abfs://...`, with `*`, `**` and `?`."""

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, StringConstraints

from finops_contract.period import Period

LOCAL = "file://"
REMOTE = ("s3", "gs", "abfs", "abfss")
_QUERY = re.compile(r"\?\w+=|#")
_AZURE = re.compile(r"[^@:]+@[^@:.]+\.[^@:]+")


def _checked(address: str) -> str:
    """`address` itself; what is wrong with it is a ValueError."""
    if address.startswith(("/", LOCAL)):
        if not address.removeprefix(LOCAL).startswith("/"):
            raise ValueError("give an absolute path, or file:// and three slashes in all")
    else:
        _check_remote(address)
    if ".." in address.split("/"):
        raise ValueError("an address may not hold '..'")
    return address


def _check_remote(address: str) -> None:
    scheme, authority = urlsplit(address)[:2]
    if scheme not in REMOTE or not authority:
        raise ValueError("give an absolute path, or an address that begins with file://, s3://, gs:// or abfs://")
    if _QUERY.search(address):
        raise ValueError("an address has no query: credentials and endpoints come from the environment")
    if scheme.startswith("abfs"):
        if not _AZURE.fullmatch(authority):
            raise ValueError("give abfs://container@account.dfs.core.windows.net/..., without any password")
    elif "@" in authority or ":" in authority:
        raise ValueError("an address has no user and no password: credentials come from the environment")


Address = Annotated[str, StringConstraints(min_length=1, max_length=1000), AfterValidator(_checked)]
"""Where files are. May hold `*` and `?` (within a name), `**` (any folders), and what `with_month` fills in."""


def with_month(address: str, period: Period) -> str:
    """The address with `{period}` (2024-09), `{year}` and `{month}` filled in; other braces stay as they are."""
    parts = {"{period}": str(period), "{year}": f"{period.year:04d}", "{month}": f"{period.month:02d}"}
    for name, text in parts.items():
        address = address.replace(name, text)
    return address


def uri_of(address: str) -> str:
    """The address as a URI: a path becomes `file://`."""
    return LOCAL + address if address.startswith("/") else address


def folder_of(address: str) -> str:
    """The deepest folder or file below which every match lies: what stands before the first `*` or `?`."""
    parts = address.split("/")
    wild = next((index for index, part in enumerate(parts) if is_pattern(part)), len(parts))
    return "/".join(parts[:wild])


def is_pattern(text: str) -> bool:
    """Whether it stands for other names than itself."""
    return "*" in text or "?" in text


def matcher(address: str) -> re.Pattern[str]:
    """What the URIs that an address stands for look like. As in a shell, `*` is no name that begins with a dot."""
    *folders, name = address.split("/")
    if name == "**":
        folders, name = [*folders, "**"], "*"
    return re.compile("".join(map(_folder, folders)) + _name(name), re.DOTALL)


def _folder(part: str) -> str:
    return r"(?:(?!\.)[^/]+/)*" if part == "**" else _name(part) + "/"


def _name(part: str) -> str:
    wild = {"*": "[^/]*", "?": "[^/]"}
    hidden = r"(?!\.)" if part.startswith(("*", "?")) else ""
    return hidden + re.sub("\\*\\*|.", lambda found: wild.get(found[0][:1], re.escape(found[0])), part, flags=re.DOTALL)
