"""What the sources hold: files, and the stubs' data."""

import json

from finops_contract.period import Period
from finops_local.sample.catalogue import Stub
from finops_local.sample.company import Company
from finops_local.sample.domains import DOMAINS, STUBS
from finops_local.sample.places import Places


def write_files(company: Company, places: Places) -> None:
    """The files that sources leave."""
    for domain in DOMAINS:
        if domain.write_files is not None:
            domain.write_files(company, places.folder)


def write_stubs(company: Company, places: Places) -> None:
    """What every stub holds now, and what goes wrong with it."""
    for stub in STUBS:
        write_stub(company, places, stub, company.current, is_odd=True)


def write_stub(company: Company, places: Places, stub: Stub, period: Period, *, is_odd: bool = False) -> None:
    """What one stub holds at the end of that month; it reads its file at each request, so never half of it."""
    file = places.data_of(stub.name)
    file.parent.mkdir(parents=True, exist_ok=True)
    document = {**stub.holds(company, period, places), "oddities": stub.oddities if is_odd else ()}
    new = file.with_suffix(".new")
    new.write_text(json.dumps(document))
    new.replace(file)
