"""What the clouds charge in a month, before it is written as a bill. Amounts are integers of 10^-10 units of money."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from finops_contract.period import Period
from finops_local.sample.company import LEVEL, Application, Company

AWS, AZURE, DATACENTRE = "AWS", "Microsoft", "Datacentre Nord"
SCALE = 10
_CENT = 10 ** (SCALE - 2)


@dataclass(frozen=True)
class Service:
    """What a middling application pays for it in a month, in cents."""

    provider: str
    name: str
    category: str
    cents: int


PUBLIC = (
    Service(AWS, "Amazon Elastic Compute Cloud", "Compute", 46_000),
    Service(AWS, "AWS Lambda", "Compute", 3_100),
    Service(AWS, "Amazon Simple Storage Service", "Storage", 9_400),
    Service(AWS, "Amazon Relational Database Service", "Databases", 27_500),
    Service(AWS, "Amazon CloudFront", "Networking", 6_200),
    Service(AZURE, "Virtual Machines", "Compute", 39_000),
    Service(AZURE, "Azure Kubernetes Service", "Compute", 31_000),
    Service(AZURE, "Azure Blob Storage", "Storage", 8_200),
    Service(AZURE, "Azure SQL Database", "Databases", 22_800),
)
PRIVATE = (
    Service(DATACENTRE, "Virtual machines", "Compute", 34_000),
    Service(DATACENTRE, "Managed Kubernetes", "Compute", 19_500),
    Service(DATACENTRE, "Block storage", "Storage", 7_300),
    Service(DATACENTRE, "Object storage", "Storage", 3_900),
)
# Not in the catalogue: nobody has mapped it yet, so its costs show as unmapped.
NEWCOMER = Service(AWS, "Amazon Bedrock", "AI and Machine Learning", 5_000)
CURRENCY = {AWS: "USD", AZURE: "EUR", DATACENTRE: "EUR"}
_ENVIRONMENT_PERCENT = {"production": 70, "test": 20, "development": 10}
LEAKING = 22
"""The index of an application whose archives are stored again and again in last month, until somebody notices."""
LEAK = Service(AWS, "Amazon Simple Storage Service", "Storage", 9_400 * 8)
LEAK_AGE = 1
LATE_PARTS = 4
_HALVES = (1, 15)
_COVERED_PERCENT = 72


class Charge(NamedTuple):
    """One row of a bill. `tags` as key and value pairs; None: the row has none."""

    period: Period
    start: date
    end: date
    service: Service
    account: str
    resource: str
    tags: tuple[tuple[str, str], ...] | None
    billed: int
    effective: int
    category: str = "Usage"
    charge_class: str | None = None
    commitment_status: str | None = None

    @property
    def currency(self) -> str:
        """The currency of the provider's bill."""
        return CURRENCY[self.service.provider]


def public_charges(company: Company, period: Period) -> Iterator[Charge]:
    """A month of the public clouds: usage, commitments, credits, corrections, and tags that name nobody."""
    age = company.age(period)
    covered = 0
    for application in company.users("public_cloud", age):
        for charge in _usage(company, application, period, _public_services(company, application, age)):
            covered += charge.effective if charge.commitment_status else 0
            yield charge
            if charge.start.day == 1 and application.index % 9 == 0:
                yield _reversed(charge, period)
    yield from _commitments(period, covered)
    yield from _strangers(company, period, PUBLIC)


def private_charges(company: Company, period: Period) -> Iterator[Charge]:
    """A month of the private cloud, by project."""
    for application in company.users("private_cloud", company.age(period)):
        chosen = PRIVATE[: 2 + application.index % 3] if application.index % 2 else PRIVATE[::2]
        yield from _usage(company, application, period, chosen)
    yield from _strangers(company, period, PRIVATE)


def late_charges(company: Company, period: Period, part: int = 0) -> Iterator[Charge]:
    """What the public clouds add to a month when the next has begun: usage metered late, and a refund.

    It comes in several parts, from 0 on, each of other applications.
    """
    late = replace(PUBLIC[2], cents=PUBLIC[2].cents // 12)
    for application in company.alive(company.age(period))[part::LATE_PARTS]:
        charges = list(_usage(company, application, period, (late,)))
        yield from charges
        yield _reversed(charges[0], period)


def _public_services(company: Company, application: Application, age: int) -> tuple[Service, ...]:
    random = company.random(f"services/{application.index}")
    chosen = tuple(service for service in PUBLIC if random.randrange(100) < 45) or PUBLIC[:1]
    if application.index == LEAKING and age == LEAK_AGE:
        return tuple(LEAK if service.name == LEAK.name else service for service in chosen)
    return (*chosen, NEWCOMER) if application.index % 25 == 0 and age < 6 else chosen


def _usage(
    company: Company, application: Application, period: Period, services: tuple[Service, ...]
) -> Iterator[Charge]:
    age = company.age(period)
    random = company.random(f"usage/{services[0].provider}/{application.index}/{age}")
    level = company.level(application, age)
    for service in services:
        covered = service is PUBLIC[0] and application.index % 3 == 0
        for environment in application.environments:
            monthly = service.cents * _CENT * level * _ENVIRONMENT_PERCENT[environment] // (LEVEL * 100)
            for first in _HALVES:
                amount = monthly * random.randrange(400, 600) // 1000 + random.randrange(_CENT)
                yield Charge(
                    period,
                    *_days(period, first),
                    service,
                    application.project_id,
                    f"{application.gitlab_group}/{service.category.lower()}-{environment}",
                    _tags(random, application, environment),
                    billed=0 if covered else amount,
                    effective=amount * _COVERED_PERCENT // 100 if covered else amount,
                    commitment_status="Used" if covered else None,
                )


def _days(period: Period, first: int) -> tuple[date, date]:
    start = period.first_day + timedelta(days=first - 1)
    return start, period.plus(1).first_day if first == _HALVES[-1] else start + timedelta(days=14)


def _tags(random: Random, application: Application, environment: str) -> tuple[tuple[str, str], ...] | None:
    """Mostly right; the key is `app` in older stacks, the name sometimes the old one, and some rows have no tags."""
    dice = random.randrange(200)
    if dice < 3:
        return None
    key = "app" if application.index % 7 == 0 else "application"
    name = application.cloud_tags[-1] if dice % 2 else application.cloud_tags[0]
    written = {"production": ("prod", "Production", "production")[dice % 3], "development": "dev"}
    return ((key, name), ("environment", written.get(environment, environment)))


def _reversed(charge: Charge, period: Period) -> Charge:
    """Part of last month's charge given back in this one's bill."""
    start, end = _days(period.plus(-1), _HALVES[-1])
    return charge._replace(
        start=start,
        end=end,
        charge_class="Correction",
        commitment_status=None,
        billed=-(charge.billed // 5),
        effective=-(charge.effective // 5),
    )


def _commitments(period: Period, covered: int) -> Iterator[Charge]:
    """The plan that the covered usage was paid with, the part of it that nobody used, and the provider's credits."""
    whole = Charge(period, period.first_day, period.plus(1).first_day, PUBLIC[0], "billing", "plan-2024", None, 0, 0)
    unused = covered // 12
    yield whole._replace(category="Purchase", billed=covered + unused)
    yield whole._replace(commitment_status="Unused", effective=unused)
    for service in (PUBLIC[0], PUBLIC[5]):
        credit = -(service.cents * _CENT // 3)
        yield whole._replace(service=service, resource="credit", category="Credit", billed=credit, effective=credit)


def _strangers(company: Company, period: Period, services: tuple[Service, ...]) -> Iterator[Charge]:
    """Costs of what no alias knows: proofs of concept, a company that was sold."""
    random = company.random(f"strangers/{services[0].provider}/{company.age(period)}")
    for number, name in enumerate(("poc-vision", "TMP-lab-7", "sold-subsidiary")):
        service = services[number % len(services)]
        amount = service.cents * _CENT * random.randrange(500, 1500) // 1000 + random.randrange(_CENT)
        yield Charge(
            period, *_days(period, 1), service, f"unknown-{number}", name, (("application", name),), amount, amount
        )
