"""What the company uses and at what price: domains, families, products, metrics, the pricing view `actual`."""

from dataclasses import dataclass, field
from decimal import Decimal

SERVICENOW, PUBLIC_BILL, PRIVATE_BILL, GITLAB = "servicenow", "public-bill", "private-bill", "gitlab"
"""The source systems in which keys are looked up."""


@dataclass(frozen=True)
class Domain:
    """A technology domain and the connector that feeds it."""

    domain_id: str
    label: str
    ingest_function: str
    connector: str


@dataclass(frozen=True)
class Family:
    """A product family of one domain."""

    family_id: str
    domain_id: str
    label: str


@dataclass(frozen=True)
class Metric:
    """What is measured."""

    metric: str
    unit: str
    label_en: str
    label_fr: str


@dataclass(frozen=True)
class Product:
    """A product, and what its source system calls it; `prices` by metric where it is not money already."""

    product_id: str
    family_id: str
    label: str
    source: str
    keys: tuple[str, ...]
    prices: dict[str, Decimal] = field(default_factory=dict)


DOMAINS = (
    Domain("open", "Open and legacy", "ingest_open", "cmdb"),
    Domain("public_cloud", "Public cloud", "ingest_cloud", "focus"),
    Domain("private_cloud", "Private cloud", "ingest_cloud", "focus"),
    Domain("native", "Native platforms", "ingest_native", "gitlab"),
)
FAMILIES = (
    Family("open-servers", "open", "Servers"),
    Family("open-databases", "open", "Databases"),
    Family("public-compute", "public_cloud", "Compute"),
    Family("public-storage", "public_cloud", "Storage"),
    Family("public-databases", "public_cloud", "Managed databases"),
    Family("public-network", "public_cloud", "Network and delivery"),
    Family("private-compute", "private_cloud", "Virtual machines and containers"),
    Family("private-storage", "private_cloud", "Block and object storage"),
    Family("native-forge", "native", "Software forge"),
)
VCPU, RAM, DATABASE, STORAGE = "VCPU_MONTH", "RAM_GB_MONTH", "DATABASE_MONTH", "STORAGE_GB_MONTH"
METRICS = (
    Metric(VCPU, "vCPU x month", "Virtual CPUs", "Processeurs virtuels"),
    Metric(RAM, "GB x month", "Memory", "Mémoire"),
    Metric(DATABASE, "instance x month", "Database instances", "Instances de base de données"),
    Metric(STORAGE, "GB x month", "Storage", "Stockage"),
    Metric("EFFECTIVE_COST.EUR", "EUR", "Effective cost in euros", "Coût effectif en euros"),
    Metric("EFFECTIVE_COST.USD", "USD", "Effective cost in US dollars", "Coût effectif en dollars américains"),
    Metric("BILLED_COST.EUR", "EUR", "Billed cost in euros", "Coût facturé en euros"),
    Metric("BILLED_COST.USD", "USD", "Billed cost in US dollars", "Coût facturé en dollars américains"),
)
AWS, AZURE, DATACENTRE = "AWS", "Microsoft", "Datacentre Nord"


def _open(key: str, family: str, label: str, *sources: str, **prices: str) -> Product:
    metrics = {"vcpu": VCPU, "ram": RAM, "database": DATABASE, "storage": STORAGE}
    return Product(
        key, family, label, SERVICENOW, sources, {metrics[name]: Decimal(text) for name, text in prices.items()}
    )


def _cloud(key: str, family: str, label: str, provider: str, service: str) -> Product:
    source = PRIVATE_BILL if provider == DATACENTRE else PUBLIC_BILL
    return Product(key, family, label, source, (f"{provider}/{service}",))


def _forge(key: str, label: str, price: str) -> Product:
    return Product(key, "native-forge", label, GITLAB, (key,), {STORAGE: Decimal(price)})


PRODUCTS = (
    _open("linux-server", "open-servers", "Linux server", "cmdb_ci_linux_server", vcpu="14.20", ram="2.15"),
    _open("windows-server", "open-servers", "Windows server", "cmdb_ci_win_server", vcpu="19.85", ram="2.15"),
    _open("aix-server", "open-servers", "AIX server", "cmdb_ci_aix_server", vcpu="61.50", ram="4.90"),
    _open(
        "oracle-database",
        "open-databases",
        "Oracle database",
        "cmdb_ci_db_ora_instance",
        database="410",
        storage="0.185",
    ),
    _open(
        "postgresql-database",
        "open-databases",
        "PostgreSQL database",
        "cmdb_ci_db_postgresql_instance",
        database="96.40",
        storage="0.121",
    ),
    _open(
        "sqlserver-database",
        "open-databases",
        "SQL Server database",
        "cmdb_ci_db_mssql_instance",
        database="233.75",
        storage="0.143",
    ),
    # Nobody has given it a price yet: its quantities show as unpriced, never as 0 euros.
    _open("sybase-database", "open-databases", "Sybase database", "cmdb_ci_db_syb_instance"),
    _cloud("aws-ec2", "public-compute", "Amazon EC2", AWS, "Amazon Elastic Compute Cloud"),
    _cloud("aws-lambda", "public-compute", "AWS Lambda", AWS, "AWS Lambda"),
    _cloud("azure-vm", "public-compute", "Azure virtual machines", AZURE, "Virtual Machines"),
    _cloud("azure-aks", "public-compute", "Azure Kubernetes Service", AZURE, "Azure Kubernetes Service"),
    _cloud("aws-s3", "public-storage", "Amazon S3", AWS, "Amazon Simple Storage Service"),
    _cloud("azure-blob", "public-storage", "Azure Blob Storage", AZURE, "Azure Blob Storage"),
    _cloud("aws-rds", "public-databases", "Amazon RDS", AWS, "Amazon Relational Database Service"),
    _cloud("azure-sql", "public-databases", "Azure SQL Database", AZURE, "Azure SQL Database"),
    _cloud("aws-cloudfront", "public-network", "Amazon CloudFront", AWS, "Amazon CloudFront"),
    _cloud("private-vm", "private-compute", "Virtual machine", DATACENTRE, "Virtual machines"),
    _cloud("private-kubernetes", "private-compute", "Managed Kubernetes", DATACENTRE, "Managed Kubernetes"),
    _cloud("private-block", "private-storage", "Block storage", DATACENTRE, "Block storage"),
    _cloud("private-object", "private-storage", "Object storage", DATACENTRE, "Object storage"),
    _forge("gitlab-repositories", "GitLab repositories", "0.32"),
    _forge("gitlab-artifacts", "GitLab job artifacts", "0.18"),
    _forge("gitlab-packages", "GitLab packages", "0.21"),
)
RATES = {"EFFECTIVE_COST.EUR": (Decimal(1), Decimal(1)), "EFFECTIVE_COST.USD": (Decimal("0.918"), Decimal("0.9235"))}
"""Euros for one unit of a metric that is money, in the first half of the months and in the second."""
CHANGED = {("linux-server", VCPU): Decimal("13.60")}
"""Prices of the second half of the months that differ from the first half's."""
PRICING_VIEW = ("actual", "Actual costs", "EUR")
