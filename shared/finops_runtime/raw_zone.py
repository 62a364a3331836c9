"""The raw zone in MongoDB: every API answer, and the manifest of every file, kept before it is computed with.

One landing is what one step read from its source: numbered payloads, and a closing document without which
the landing does not exist for readers. A month can be audited, and computed again, from it alone.
"""

import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import Any, TypeAlias
from uuid import UUID, uuid4

from bson.binary import Binary
from pymongo import ASCENDING, DESCENDING, MongoClient
from pymongo.collection import Collection
from pymongo.database import Database as MongoDatabase
from pymongo.errors import AutoReconnect, ConnectionFailure, ExecutionTimeout, PyMongoError, WTimeoutError
from pymongo.write_concern import WriteConcern

from finops_contract.errors import PermanentError, RawZoneUnavailable, SourceMalformed
from finops_contract.period import Period
from finops_runtime.known_secrets import blanked, blanked_bytes
from finops_runtime.settings import RawZoneSettings

COLLECTION = "raw_payloads"
# BSON documents end at 16 MiB; room is left for the fields beside the body.
_MAX_BODY = 15 * 1024 * 1024

_JOURNALED = WriteConcern(w="majority", j=True)

Document: TypeAlias = dict[str, Any]


class LandingDamaged(PermanentError):
    """A landing does not hold what it was closed with: somebody deleted or changed payloads of it."""

    code = "landing_damaged"


class RawZoneRefused(PermanentError):
    """MongoDB refused what was asked of it: a missing privilege, usually."""

    code = "raw_zone_refused"


@contextmanager
def translated_errors() -> Iterator[None]:
    """Turn the driver's errors into ours: again, or never."""
    try:
        yield
    except (AutoReconnect, ConnectionFailure, ExecutionTimeout, WTimeoutError) as error:
        raise RawZoneUnavailable(f"MongoDB: {type(error).__name__}") from error
    except PyMongoError as error:
        raise RawZoneRefused(f"MongoDB: {type(error).__name__}: {str(error)[:200]}") from error


@dataclass(frozen=True, slots=True)
class Payload:
    """One answer as the source gave it."""

    sequence: int
    source: str
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class LandingKey:
    """Which step a landing belongs to."""

    entity_id: str
    domain_id: str
    period: Period
    run_id: UUID
    connector: str


class Landing:
    """A complete landing, to be read as often as needed."""

    def __init__(self, collection: Collection[Document], closing: Document) -> None:
        self._collection = collection
        self.id: str = closing["_id"]
        self.checksum: str = closing["checksum"]
        self.landed_at: datetime = closing["completed_at"]

    def payloads(self) -> Iterator[Payload]:
        """The payloads in the order they were landed, one in memory at a time.

        Raises LandingDamaged at the end when they are not those that the landing was closed with.
        """
        digest = hashlib.sha256()
        with translated_errors():
            cursor = self._collection.find({"landing_id": self.id}, batch_size=4).sort("sequence", ASCENDING)
            for document in cursor:
                body = zlib.decompress(document["body"])
                digest.update(hashlib.sha256(body).digest())
                yield Payload(document["sequence"], document["source"], document["media_type"], body)
        if digest.hexdigest() != self.checksum:
            raise LandingDamaged(
                f"landing {self.id} does not hold what was landed: run the month again, from its source"
            )


class LandingWriter:
    """Writes the payloads of one step; nothing counts until `complete()`."""

    def __init__(self, collection: Collection[Document], key: LandingKey) -> None:
        self._collection = collection
        self._id = str(uuid4())
        self._fields: Document = {
            "entity_id": key.entity_id,
            "domain_id": key.domain_id,
            "period": str(key.period),
            "run_id": str(key.run_id),
            "connector": key.connector,
        }
        self.started_at = datetime.now(UTC)
        self._digest = hashlib.sha256()
        self._sequence = 0

    def add(self, body: bytes, source: str, media_type: str = "application/json") -> None:
        """Keep one answer, without secrets of ours that it shows; raises SourceMalformed when it is too large."""
        body, source = blanked_bytes(body), blanked(source)
        packed = zlib.compress(body, 1)
        if len(packed) > _MAX_BODY:
            raise SourceMalformed(f"{source}: an answer of {len(body)} bytes is too large to keep: ask for less")
        checksum = hashlib.sha256(body)
        self._digest.update(checksum.digest())
        with translated_errors():
            self._collection.insert_one(
                {
                    **self._fields,
                    "kind": "payload",
                    "landing_id": self._id,
                    "sequence": self._sequence,
                    "source": source,
                    "media_type": media_type,
                    "fetched_at": datetime.now(UTC),
                    "checksum": checksum.hexdigest(),
                    "size": len(body),
                    "body": Binary(packed),
                }
            )
        self._sequence += 1

    def complete(self) -> Landing:
        """Close the landing: from now on it is what the month was computed from."""
        closing: Document = {
            **self._fields,
            "_id": self._id,
            "kind": "landing",
            "started_at": self.started_at,
            "completed_at": datetime.now(UTC),
            "payloads": self._sequence,
            "checksum": self._digest.hexdigest(),
        }
        with translated_errors():
            self._collection.insert_one(closing)
        return Landing(self._collection, closing)


class RawZone:
    """The database that sources land in. Collections named `cmdb_*` belong to others: read only."""

    def __init__(self, settings: RawZoneSettings) -> None:
        self._settings = settings
        self._client: MongoClient[Document] | None = None
        self._connecting = Lock()

    @property
    def database(self) -> MongoDatabase[Document]:
        """The database; connects on first use, after the server has forked."""
        with self._connecting:
            if self._client is None:
                timeout = self._settings.mongo_timeout_ms
                self._client = MongoClient(
                    self._settings.mongo_url.get_secret_value(),
                    tz_aware=True,
                    serverSelectionTimeoutMS=timeout,
                    connectTimeoutMS=timeout,
                )
            return self._client[self._settings.mongo_db]

    def write(self, key: LandingKey) -> LandingWriter:
        """Begin a landing. What the server has acknowledged of it is in its journal, and outlives a crash."""
        collection = self.database[COLLECTION].with_options(write_concern=_JOURNALED)
        with translated_errors():
            collection.create_index([("landing_id", ASCENDING), ("sequence", ASCENDING)])
            collection.create_index(
                [
                    ("kind", ASCENDING),
                    ("entity_id", ASCENDING),
                    ("domain_id", ASCENDING),
                    ("period", ASCENDING),
                    ("completed_at", DESCENDING),
                ]
            )
        return LandingWriter(collection, key)

    def of_run(self, key: LandingKey) -> Landing | None:
        """The complete landing that this very step made, if it got that far before."""
        return self._last({"domain_id": key.domain_id, "period": str(key.period), "run_id": str(key.run_id)}, key)

    def latest(self, key: LandingKey) -> Landing | None:
        """The last complete landing of the domain for the month, by whichever run."""
        return self._last({"domain_id": key.domain_id, "period": str(key.period)}, key)

    def _last(self, what: Document, key: LandingKey) -> Landing | None:
        collection = self.database[COLLECTION]
        with translated_errors():
            closing = collection.find_one(
                {"kind": "landing", "entity_id": key.entity_id, **what}, sort=[("completed_at", DESCENDING)]
            )
        return None if closing is None else Landing(collection, closing)

    def ping(self) -> None:
        """Raises RawZoneUnavailable when MongoDB does not answer."""
        with translated_errors():
            self.database.command("ping")

    def close(self) -> None:
        """Give every connection back; the next use connects again."""
        if self._client is not None:
            self._client.close()
            self._client = None
