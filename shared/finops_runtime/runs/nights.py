"""When nights are due. Pure: the moment is given."""

from datetime import UTC, datetime, timedelta

from finops_runtime.settings import NightSettings


def last_night_due(now: datetime, settings: NightSettings) -> datetime:
    """When the last night should have started, as seen at `now`; both are aware, the answer is in UTC.

    An hour that the clocks go through twice counts the first time; one that they leave out, an hour later.
    """
    local = now.astimezone(settings.timezone)
    # Within the second of two such hours `local` has fold=1: the night would seem due a second time.
    due = local.replace(
        hour=settings.finops_nightly_at.hour, minute=settings.finops_nightly_at.minute, second=0, microsecond=0, fold=0
    )
    if due.astimezone(UTC) > now:
        due -= timedelta(days=1)
    return due.astimezone(UTC)  # an hour that exists twice equals nothing in another zone
