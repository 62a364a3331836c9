"""Domains as admins write, check and enable them (I8). By the login of admins; whatever readers see changes as in a
publication: under its lock, with a generation of its own.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from flask import Response
from psycopg import Connection, IsolationLevel
from psycopg.rows import DictRow

from finops_runtime.database import load_sql
from finops_runtime.logs import get_logger
from finops_runtime.problem import Fault, Problem, bad_parameter
from query_api.body import read_body
from query_api.domains.connector_settings import ROOT, settings_faults
from query_api.domains.requests import ActivationRequest, DeactivationRequest, DomainRequest
from query_api.reading import represent
from query_api.route import Call
from query_api.service import Service
from query_api.writing import author, changing, raise_generation

log = get_logger(__name__)
_NEW_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}", re.ASCII)
"""Domains stand in paths, event subjects and file names."""


def answer_domains(service: Service, call: Call) -> Response:
    """Every domain, or every connector."""
    return represent(call, service.ask(service.admin, call.route.statement, {}))


def answer_domain(service: Service, call: Call) -> Response:
    """One domain with its checklist; raises Problem 404."""
    with service.admin.transaction(IsolationLevel.REPEATABLE_READ) as connection:
        row = _report(service, connection, call.path["domain"])
    return represent(call, row)


def answer_domain_write(service: Service, call: Call) -> Response:
    """Create a domain, disabled, or change one; raises Problem 400 that names each wrong setting, 409 for its mode."""
    domain, asked = call.path["domain"], read_body(DomainRequest, call.request)
    values: dict[str, object] = {
        "domain": domain,
        "label": asked.domain_label,
        "mode": asked.domain_mode,
        "method": asked.indirect_method_key,
        "indirect_label": asked.indirect_label,
        "available_from": asked.available_from.first_day,
        "failure_policy": asked.failure_policy,
        "ingest_function": asked.ingest_function,
        "connector": asked.connector,
        "body": call.request.get_data().decode("utf-8"),
        "reason": asked.reason,
    }
    with changing(service) as connection:
        _refuse_wrong_settings(connection, asked)
        _refuse_other_mode(connection, domain, asked)
        row = connection.execute(_sql("write_domain"), {**values, **author(service, call)}).fetchone()
        assert row is not None  # the statement always gives one row
        if row["is_new"] and not _NEW_ID.fullmatch(domain):
            message = "letters, digits, _ . and - are expected, at most 100, a letter or digit first"
            raise bad_parameter(Fault(at="domain", message=message))
        if row["is_seen"]:
            raise_generation(connection)
        report = _report(service, connection, domain)
    log.info("domain written", domain=domain, new=row["is_new"])
    return represent(call, report)


def answer_activation(service: Service, call: Call) -> Response:
    """Enable a domain; raises Problem 409 with what its checklist lacks, unless a reason is given."""
    domain, reason = call.path["domain"], read_body(ActivationRequest, call.request).reason
    with changing(service) as connection:
        report = _report(service, connection, domain)
        if report["failed"] and reason is None:
            raise Problem(
                409,
                "checklist-not-met",
                "not everything is ready: see to it, or give a reason to enable the domain as it is",
                errors=[Fault(at=key, message=message) for key, _, message in _split(report["failed"])],
            )
        row = _switch(service, connection, call, report["checklist"], enabled=True, reason=reason)
    return represent(call, row)


def answer_deactivation(service: Service, call: Call) -> Response:
    """Disable a domain: what is published stays."""
    reason = read_body(DeactivationRequest, call.request).reason
    with changing(service) as connection:
        report = _report(service, connection, call.path["domain"])
        row = _switch(service, connection, call, report["checklist"], enabled=False, reason=reason)
    return represent(call, row)


def _split(failed: list[str]) -> Iterator[tuple[str, str, str]]:
    return (item.partition("\n") for item in failed)


def _refuse_wrong_settings(connection: Connection[DictRow], asked: DomainRequest) -> None:
    key = {"ingest_function": asked.ingest_function, "connector": asked.connector}
    found = connection.execute(_sql("connector_known"), key).fetchone()
    assert found is not None  # the statement always gives one row
    if found["config_schema"] is None:
        raise bad_parameter(Fault(at="connector", message=_unknown_connector(asked.ingest_function, found["known"])))
    faults = settings_faults(asked.connector_config, found["config_schema"])
    if faults:
        raise bad_parameter(*faults)


def _unknown_connector(function: str, known: list[str]) -> str:
    if not known:
        return f"{function} has registered no connector yet: it does so when it starts"
    return f"unknown; {function} has {', '.join(known)}"[:300]


def _refuse_other_mode(connection: Connection[DictRow], domain: str, asked: DomainRequest) -> None:
    """Months that are published would be shown as what they are not."""
    published = connection.execute(_sql("published_mode"), {"domain": domain}).fetchone()
    if published is not None and published["domain_mode"] != asked.domain_mode:
        raise Problem(
            409, "domain-published", f"the domain is published as {published['domain_mode']}: make another domain"
        )


def _switch(
    service: Service, connection: Connection[DictRow], call: Call, checklist: str, *, enabled: bool, reason: str | None
) -> DictRow:
    domain = call.path["domain"]
    if connection.execute(_sql("switch_domain"), {"domain": domain, "enabled": enabled}).rowcount:
        entry = {
            **author(service, call),
            "action": "domain.enabled" if enabled else "domain.disabled",
            "target": domain,
            "reason": reason,
            "details": checklist,
        }
        connection.execute(_sql("write_audit"), entry)
        raise_generation(connection)
        log.info("domain switched", domain=domain, enabled=enabled)
    return _report(service, connection, domain)


def _report(service: Service, connection: Connection[DictRow], domain: str) -> DictRow:
    """The answer about a domain; raises Problem 404."""
    written = connection.execute(_sql("domain_settings"), {"domain": domain}).fetchone()
    if written is None:
        raise Problem(404, "not-found", "there is no such domain")
    values = {
        "entity": service.settings.finops_entity_id,
        "domain": domain,
        "settings": json.dumps(_settings_check(written)),
    }
    row = connection.execute(_sql("admin_domain"), values).fetchone()
    assert row is not None  # the domain is there, in the same snapshot
    return row


def _settings_check(written: DictRow) -> dict[str, Any]:
    if written["config_schema"] is None:
        return {"ok": False, "message": _unknown_connector(written["ingest_function"], written["known"])}
    faults = settings_faults(written["connector_config"], written["config_schema"])
    if faults:
        return {"ok": False, "message": "; ".join(f"{fault.at}: {fault.message}" for fault in faults)[:1000]}
    return {"ok": True, "message": f"{ROOT} is what {written['connector']} accepts"}


def _sql(name: str) -> bytes:
    return load_sql("query_api", name)
