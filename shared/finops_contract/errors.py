"""What can go wrong, sorted by the only question a handler asks: again, or never?

Every error has a `code` (stable, for machines) and a message of one sentence that says what to do,
free of secrets, since both are stored in `etl_runs` and sent in `rosetta.finops.run.failed.v1`.
"""

from typing import ClassVar


class FinopsError(Exception):
    """Base of all errors raised on purpose by this project."""

    code: ClassVar[str] = "internal"


class RetryableError(FinopsError):
    """Trying again later may succeed: the event is answered 503 and delivered again."""

    code: ClassVar[str] = "retryable"


class PermanentError(FinopsError):
    """Trying again gives the same: the step fails, and with it a strict run."""

    code: ClassVar[str] = "permanent"


class DatabaseUnavailable(RetryableError):
    """PostgreSQL cannot be reached, is starting, or a lock was not had in time."""

    code: ClassVar[str] = "database_unavailable"


class DatabaseRefused(PermanentError):
    """PostgreSQL refused a statement: a value out of bounds, a constraint, a privilege."""

    code: ClassVar[str] = "database_refused"


class RawZoneUnavailable(RetryableError):
    """MongoDB cannot be reached or gave up in mid-read."""

    code: ClassVar[str] = "raw_zone_unavailable"


class BrokerUnavailable(RetryableError):
    """The event sink did not accept an event; what it would say is implied by the rows written."""

    code: ClassVar[str] = "broker_unavailable"


class SourceUnavailable(RetryableError):
    """A source did not answer, or answered 429 or 5xx beyond the retries of one call."""

    code: ClassVar[str] = "source_unavailable"


class SourceUnsettled(RetryableError):
    """A source's answer changed while it was being read, page by page: asked again from the start."""

    code: ClassVar[str] = "source_unsettled"


class SourceIncomplete(RetryableError):
    """A source has not yet counted the month as far as it should have by now."""

    code: ClassVar[str] = "source_incomplete"


class SourceRefused(PermanentError):
    """A source answered that the request itself is wrong: 401, 403, 404 and the like."""

    code: ClassVar[str] = "source_refused"


class SourceMalformed(PermanentError):
    """A source answered something that is not what its documentation promises."""

    code: ClassVar[str] = "source_malformed"


class SnapshotMissing(PermanentError):
    """A source that only knows the present was asked for a month in which nothing was landed."""

    code: ClassVar[str] = "snapshot_missing"


class SourceChanged(PermanentError):
    """A file is not the one that was landed (its checksum differs)."""

    code: ClassVar[str] = "source_changed"


class FileTooLarge(PermanentError):
    """A file is larger than may be read, packed or unpacked."""

    code: ClassVar[str] = "file_too_large"


class BadReleve(PermanentError):
    """A connector gave something that is no relevé: a bug in the connector."""

    code: ClassVar[str] = "bad_releve"


class BadConnectorConfig(PermanentError):
    """`dim_domain.connector_config` is not what the connector accepts."""

    code: ClassVar[str] = "bad_connector_config"


class UnknownMetric(PermanentError):
    """A relevé names a metric that `dim_metric` does not know."""

    code: ClassVar[str] = "unknown_metric"


class ImplausibleDrop(PermanentError):
    """A replacement is much smaller than what is published: a truncated export, probably."""

    code: ClassVar[str] = "implausible_drop"


class NotReconciled(PermanentError):
    """Source total differs from relevés + unallocated + rejected (I1), or a breakdown from its total (I5)."""

    code: ClassVar[str] = "not_reconciled"


class PeriodClosed(PermanentError):
    """A month of the run is closed (I10)."""

    code: ClassVar[str] = "period_closed"


class ChangeRefused(PermanentError):
    """Published prices, or a product's move, cannot be applied as they are."""

    code: ClassVar[str] = "change_refused"


class Superseded(PermanentError):
    """A newer version of prices came into force first: the older one never will."""

    code: ClassVar[str] = "superseded"


class DomainNotEnabledHere(PermanentError):
    """A planned step is for a domain that this function's own settings leave out."""

    code: ClassVar[str] = "domain_not_enabled_here"


class GroupUnavailable(RetryableError):
    """The group did not answer, or says "not now"."""

    code: ClassVar[str] = "group_unavailable"


class GroupRefused(PermanentError):
    """The group lets nobody in with our credentials, or not at this address."""

    code: ClassVar[str] = "group_refused"


class GroupMalformed(PermanentError):
    """The group answered something that is not of its API."""

    code: ClassVar[str] = "group_malformed"


class GroupWithoutRelease(PermanentError):
    """The group has published no referential, or this entity is not in it."""

    code: ClassVar[str] = "no_release"


class ContractUnknown(PermanentError):
    """The group does not understand the version of the contract that we speak."""

    code: ClassVar[str] = "contract_version"


class ExchangeRefused(PermanentError):
    """The group does not take a month as it is sent."""

    code: ClassVar[str] = "exchange_refused"


class MonthUnreadable(PermanentError):
    """A published month cannot be read as the contract with the group has it."""

    code: ClassVar[str] = "month_unreadable"


class BadRequest(PermanentError):
    """A request for a run cannot be met: unknown domain, month out of range, range without ends."""

    code: ClassVar[str] = "bad_request"


class BadEvent(FinopsError):
    """What came is not a CloudEvent, or not one that this function understands: answered 400."""

    code: ClassVar[str] = "bad_event"


class NotAnEvent(BadEvent):
    """The content type is not one a CloudEvent can have: answered 415."""

    code: ClassVar[str] = "not_an_event"


class BadPeriod(ValueError):
    """A text that is not a month `YYYY-MM` between 2000-01 and 2199-12."""
