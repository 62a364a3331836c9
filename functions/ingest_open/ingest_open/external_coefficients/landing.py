"""Copying the weights into the raw zone: the documents that a step may need, or the files as they are."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from bson import Regex
from pymongo import ASCENDING
from pymongo.collection import Collection
from pymongo.database import Database

from finops_contract.errors import SourceUnavailable
from finops_contract.period import Period
from finops_runtime.ingest.connector import LandingWriter
from finops_runtime.ingest.files import Files, FileTooLarge, NoFiles, with_month
from finops_runtime.raw_zone import translated_errors
from ingest_open.external_coefficients.config import ExternalCoefficientsConfig, FromFiles
from ingest_open.external_coefficients.documents import BSON, OPTIONS
from ingest_open.external_coefficients.months import chosen_month, month_of

FILE = "application/octet-stream"
_LARGEST_FILE = 64 << 20
_PAYLOAD = 8 << 20
_CARRIED_MONTHS = 24
_DOCUMENTS_A_BATCH = 1_000

Document = dict[str, Any]


def land_files(files: Files, origin: FromFiles, period: Period, landing: LandingWriter, *, carry: bool) -> None:
    """Land the month's files, each in parts that a payload can hold; with `carry` the latest month's that has some.

    Raises NoFiles when there are none, FileTooLarge when one is larger than a table of weights can be.
    """
    for uri in _month_files(files, origin.files, period, carry=carry):
        with files.fetch(uri) as file:
            if file.size > _LARGEST_FILE:
                raise FileTooLarge(
                    f"{uri} has more than {_LARGEST_FILE >> 20} MB, which no table of weights needs; "
                    "leave one file a month and put {period} into its address"
                )
            with file.path.open("rb") as opened:
                landing.add(opened.read(_PAYLOAD), uri, FILE)
                while part := opened.read(_PAYLOAD):
                    landing.add(part, uri, FILE)


def _month_files(files: Files, address: str, period: Period, *, carry: bool) -> list[str]:
    for back in range(_CARRIED_MONTHS + 1 if carry else 1):
        uris = files.list(with_month(address, period.plus(-back)))
        if uris:
            return uris
    raise NoFiles(f"no file of weights at {with_month(address, period)}; put it there, or correct the address")


def land_documents(
    database: Database[Document],
    name: str,
    config: ExternalCoefficientsConfig,
    domain: str,
    period: Period,
    zone: ZoneInfo,
    landing: LandingWriter,
) -> None:
    """Land the domain's documents of the month to be used, and those that do not say whose they are, or when.

    In the order of `_id`; none gives one empty payload. Raises SourceUnavailable when the collection is not there.
    """
    with translated_errors():
        there = database.list_collection_names(filter={"name": name}, authorizedCollections=True)
    if name not in there:
        raise SourceUnavailable(f"{database.name} has no collection {name}: it is being filled anew, or is misspelt")
    wanted = _wanted(database[name], config, domain, period, zone)
    landed = 0
    for batch in _batches(database[name], wanted):
        landing.add(batch, f"mongodb:{database.name}.{name}", BSON)
        landed += 1
    if not landed:
        landing.add(b"", f"mongodb:{database.name}.{name}", BSON)


def _wanted(
    collection: Collection[Document], config: ExternalCoefficientsConfig, domain: str, period: Period, zone: ZoneInfo
) -> Document:
    whose: Document = {} if config.domain_field is None else {config.domain_field: {"$in": [domain, None, ""]}}
    if config.period_field is None:
        return whose
    with translated_errors():
        cursor = collection.with_options(codec_options=OPTIONS).aggregate(
            [{"$match": whose}, {"$group": {"_id": f"${config.period_field}"}}]
        )
        values = [found["_id"] for found in cursor]
    months = [(value, month_of(value, zone)) for value in values]
    chosen = chosen_month([month for _, month in months if month is not None], period, carry=config.carry)
    # A pattern among the values would match others than itself.
    told = [value for value, month in months if month in (chosen, None) and not isinstance(value, Regex)]
    return {**whose, config.period_field: {"$in": told}}


def _batches(collection: Collection[Document], wanted: Document) -> Iterator[bytes]:
    with translated_errors():
        yield from collection.find_raw_batches(wanted, sort=[("_id", ASCENDING)], batch_size=_DOCUMENTS_A_BATCH)
