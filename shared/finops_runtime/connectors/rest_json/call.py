"""The first call for a month: placeholders filled in, the paging's own parameters added."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from finops_contract.period import Period
from finops_runtime.connectors.rest_json.config import OffsetPaging, PagePaging, RestJsonSnapshotConfig
from finops_runtime.http.pages import Call


def first_call(config: RestJsonSnapshotConfig, period: Period) -> Call:
    """What is asked first."""
    words = _words(config, period)
    params = {name: _filled(text, words) for name, text in config.params.items()}
    paging = config.paging
    if isinstance(paging, PagePaging | OffsetPaging):
        params[paging.param] = str(paging.first) if isinstance(paging, PagePaging) else "0"
        if paging.size_param is not None:
            params[paging.size_param] = str(paging.size)
    path = _filled(config.path, {name: quote(word, safe="") for name, word in words.items()})
    return Call(path, params)


def _words(config: RestJsonSnapshotConfig, period: Period) -> dict[str, str]:
    start, end = period.bounds(config.zone)
    return {
        "period": str(period),
        "year": f"{period.year:04d}",
        "month": f"{period.month:02d}",
        "month_start": _written(start, config.date_format),
        "month_end": _written(end, config.date_format),
        "month_last_day": (end - timedelta(days=1)).date().isoformat(),
    }


def _written(moment: datetime, date_format: str) -> str:
    """A moment in a format of the settings; instants in UTC, so that no server takes them for its own zone's."""
    if date_format == "date":
        return moment.date().isoformat()
    if date_format == "instant":
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    seconds = int(moment.timestamp())
    return str(seconds * 1000 if date_format == "unix_ms" else seconds)


def _filled(text: str, words: dict[str, str]) -> str:
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", word)
    return text
