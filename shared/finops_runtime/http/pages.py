"""Reading an answer that comes in pages, to its end and not for ever."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from finops_contract.errors import SourceMalformed
from finops_runtime.http.source import Answer, Source


@dataclass(frozen=True, slots=True)
class Call:
    """What to GET: an address and its query."""

    url: str
    params: dict[str, str] = field(default_factory=dict)


def pages(
    source: Source,
    first: Call,
    following: Callable[[Answer, Call], Call | None],
    most: int,
    shown: frozenset[str] = frozenset(),
) -> Iterator[Answer]:
    """Every page in turn. `following` gives the call behind an answer (and the call that it answers), None at the end.

    Raises, beside what `Source.get` raises, SourceMalformed when the source goes round in circles (the same call or
    the same page again) or does not end within `most` pages.
    """
    call: Call | None = first
    asked: set[str] = set()
    before = b""
    for _ in range(most):
        assert call is not None  # the loop returns at the last page
        if repr(call) in asked:
            raise SourceMalformed(f"{call.url}: the next page is one that was read before")
        asked.add(repr(call))
        answer = source.get(call.url, call.params, shown=shown)
        digest = sha256(answer.body).digest()
        call = following(answer, call)
        if digest == before and call is not None:
            raise SourceMalformed(f"{answer.address}: the same page again, and a next one behind it")
        before = digest
        yield answer
        if call is None:
            return
    raise SourceMalformed(f"{first.url}: more than {most} pages; raise max_pages if that is right")
