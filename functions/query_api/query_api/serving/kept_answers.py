"""Bytes of answers that were given before in the same generation."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from cachetools import LRUCache

from query_api.serving.generations import Generation

_OVERHEAD_BYTES = 500
"""Of an entry, beside its texts and its body."""
_LONGEST_WAIT_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Question:
    """What tells answers of one generation apart. Everything as it was sent: two spellings are two questions."""

    path: str
    query: str
    accept: str

    @property
    def size(self) -> int:
        """About what it takes in memory."""
        return len(self.path) + len(self.query) + len(self.accept)


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A body with the headers that describe it; `coding` is its Content-Encoding."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    coding: str | None = None


class KeptAnswers:
    """The answers of the current generation, at most `most_bytes` of them; those longest not asked for go first."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._kept: LRUCache[tuple[Question, str | None], KeptAnswer] = LRUCache(
            most_bytes, getsizeof=lambda answer: len(answer.body) + _OVERHEAD_BYTES
        )
        self._of = Generation(0, "", 0)
        self._lock = threading.Lock()
        self._asked: dict[Question, threading.Event] = {}

    def find(self, generation: Generation, question: Question, coding: str | None) -> KeptAnswer | None:
        """The answer in this coding, if it was given in this generation."""
        with self._lock:
            return self._kept.get((question, coding)) if self._is_of(generation) else None

    def keep(self, generation: Generation, question: Question, answer: KeptAnswer) -> None:
        """Keep it, unless it is too large to stand beside others, or of a generation that is gone."""
        if len(answer.body) + question.size > self._most_bytes // 4:
            return
        with self._lock:
            if self._is_of(generation):
                self._kept[question, answer.coding] = answer

    def _is_of(self, generation: Generation) -> bool:
        """Whether what is kept is of this generation; a later one empties everything."""
        if generation.name != self._of.name:
            if generation.check <= self._of.check:
                return False
            self._kept.clear()
        if generation.check > self._of.check:
            self._of = generation
        return True

    @contextmanager
    def one_asks(self, question: Question) -> Iterator[bool]:
        """Whether to ask the database. Who comes while another asks the same waits for that one's answer to be kept."""
        with self._lock:
            answered = self._asked.get(question)
            if answered is None:
                answered = self._asked[question] = threading.Event()
                is_first = True
            else:
                is_first = False
        if not is_first:
            answered.wait(_LONGEST_WAIT_SECONDS)
            yield False
            return
        try:
            yield True
        finally:
            with self._lock:
                del self._asked[question]
            answered.set()
