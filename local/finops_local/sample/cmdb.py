"""The CMDB: ServiceNow-shaped documents of servers, database instances and applications, as they stand in a month.

Shared CIs stand in `cmdb_rel_ci` with a weight per application. The dirt: CIs without application or sys_id,
CIs that stand there twice, text where a number belongs, retired ones, applications nobody knows, and of late a copy of
an application that claims the GitLab group of the first one.
"""

from random import Random
from typing import Any
from uuid import uuid5

from finops_contract.period import Period
from finops_local.sample.company import NAMESPACE, Application, Company

Document = dict[str, Any]
SERVERS, DATABASES, RELATIONS = "cmdb_ci_server", "cmdb_ci_db_instance", "cmdb_rel_ci"
APPLICATIONS = "cmdb_ci_business_app"
DEPENDS_ON = "Depends on::Used by"

_SERVER_CLASSES = ("cmdb_ci_linux_server",) * 6 + ("cmdb_ci_win_server",) * 3 + ("cmdb_ci_aix_server",)
_DATABASE_CLASSES = (
    ("cmdb_ci_db_syb_instance",)
    + ("cmdb_ci_db_postgresql_instance",) * 5
    + ("cmdb_ci_db_ora_instance",) * 3
    + ("cmdb_ci_db_mssql_instance",) * 2
)
_USED_FOR = {"production": "Production", "test": "Test", "development": "Development"}
_SHARED_SERVERS = 12
_MOST_SHARES = 5
_DIRTY_SERVERS = 40
_COPIED_MONTHS_AGO, _RENAMED_MONTHS_AGO = 0, 5
_INSTANCE = "https://acme.service-now.com/api/now/table"


def collections_of(company: Company, period: Period) -> dict[str, list[Document]]:
    """The CMDB's collections as they stood at the end of that month, by name, each in the order of `_id`."""
    age = company.age(period)
    servers: list[Document] = []
    databases: list[Document] = []
    for application in company.alive(age):
        random = company.random(f"cmdb/{application.index}")
        level = company.level(application, age)
        for number in range(1 + level // 900):
            servers.append(_server(random, application, number, period))
            if number == 0 and application.born is not None:
                # Installed within its application's first month: it counts for part of that month.
                servers[-1]["install_date"] = f"{period.plus(age - application.born)}-11"
        random = company.random(f"cmdb/databases/{application.index}")
        for number in range((level + 400) // 1600 if application.index % 3 else 1):
            databases.append(_database(random, application, number, level, period))
    relations = _share(company, servers, age, period)
    _soil(company, servers, databases)
    applications = _applications(company, age)
    documents = {SERVERS: servers, DATABASES: databases, RELATIONS: relations, APPLICATIONS: applications}
    return {name: _numbered(name, found) for name, found in documents.items()}


def _numbered(collection: str, documents: list[Document]) -> list[Document]:
    return [{"_id": f"{collection}/{number:06d}", **document} for number, document in enumerate(documents)]


def _reference(table: str, sys_id: str) -> Document:
    return {"link": f"{_INSTANCE}/{table}/{sys_id}", "value": sys_id}


def _applications(company: Company, age: int) -> list[Document]:
    """What the company runs, with the names that other sources have for it."""
    alive = company.alive(age)
    documents = [_application(application) for application in alive]
    eldest = next(number for number, application in enumerate(alive) if application.born is None)
    if age > _RENAMED_MONTHS_AGO:
        documents[eldest]["name"] = f"{alive[eldest].label} (legacy)"
    if age <= _COPIED_MONTHS_AGO:
        names = {field: "" for field in documents[eldest] if field.startswith("u_")}
        number = f"APM{9_000_000 + eldest}"
        sys_id = uuid5(NAMESPACE, "copied application").hex
        copy = {**documents[eldest], **names, "number": number, "sys_id": sys_id, "name": f"{alive[eldest].label} COPY"}
        documents.append({**copy, "u_gitlab_group": alive[eldest].gitlab_group})
    return documents


def _application(application: Application) -> Document:
    owner = {**_reference("cmdb_ci_group", uuid5(NAMESPACE, application.owner).hex), "display_value": application.owner}
    return {
        "sys_id": application.sys_id,
        "sys_class_name": APPLICATIONS,
        "number": application.application_id,
        "name": application.label,
        "install_status": "1",
        "owned_by": owner,
        "u_cloud_tags": list(application.cloud_tags),
        "u_openstack_project": application.project_id,
        "u_gitlab_group": application.gitlab_group,
        "u_short_name": application.short_name,
        "u_cost_code": application.cost_code,
    }


def _ci(kind: str, name: str, application: Application, environment: str, period: Period) -> Document:
    return {
        "sys_id": uuid5(NAMESPACE, f"{kind}/{name}").hex,
        "sys_class_name": kind,
        "name": name,
        "install_status": "1",
        "operational_status": "1",
        "used_for": _USED_FOR[environment],
        "u_business_application": _reference("cmdb_ci_business_app", application.sys_id),
        "sys_updated_on": f"{period}-02 04:{application.index % 60:02d}:00",
    }


def _server(random: Random, application: Application, number: int, period: Period) -> Document:
    kind = _SERVER_CLASSES[(application.index * 7 + number // 3) % len(_SERVER_CLASSES)]
    environment = application.environments[number % len(application.environments)]
    name = f"srv-{application.index + 1:04d}-{number:02d}"
    cpus = (2, 4, 4, 8, 8, 16)[random.randrange(6)]
    return {
        **_ci(kind, name, application, environment, period),
        "install_date": "",
        "cpu_count": str(cpus),
        "ram": str(cpus * (2048, 4096, 8192)[random.randrange(3)]),
        "os": {"cmdb_ci_win_server": "Windows 2022", "cmdb_ci_aix_server": "AIX 7.3"}.get(kind, "Linux Red Hat 9"),
    }


def _database(random: Random, application: Application, number: int, level: int, period: Period) -> Document:
    kind = _DATABASE_CLASSES[(application.index * 5 + number) % len(_DATABASE_CLASSES)]
    environment = application.environments[number % len(application.environments)]
    name = f"db-{application.index + 1:04d}-{number:02d}"
    return {
        **_ci(kind, name, application, environment, period),
        "u_size_gb": f"{random.randrange(20, 400) + level // 20}.{random.randrange(100):02d}",
    }


def _share(company: Company, servers: list[Document], age: int, period: Period) -> list[Document]:
    """Clusters that several applications use; their weights say how much each, and rarely add up to 100."""
    relations: list[Document] = []
    alive = company.alive(age)
    for number in range(min(_SHARED_SERVERS, len(alive) // 4)):
        random = company.random(f"cmdb/shared/{number}")
        host = {**_server(random, company.applications[0], number, period), "u_business_application": ""}
        host |= {
            "sys_id": uuid5(NAMESPACE, f"cluster/{number}").hex,
            "name": f"cluster-{number:02d}",
            "sys_class_name": "cmdb_ci_linux_server",
            "cpu_count": "64",
            "ram": "524288",
        }
        servers.append(host)
        users = sorted({random.randrange(len(company.applications)) for _ in range(_MOST_SHARES)})
        for user in users:
            application = company.applications[user]
            weight = str(random.randrange(1, 40))
            if application.lives(age):
                relations.append(
                    {
                        "sys_id": uuid5(NAMESPACE, f"relation/{number}/{user}").hex,
                        "type": DEPENDS_ON,
                        "parent": _reference("cmdb_ci_business_app", application.sys_id),
                        "child": _reference("cmdb_ci_server", host["sys_id"]),
                        "u_weight": weight,
                    }
                )
    return relations


def _soil(company: Company, servers: list[Document], databases: list[Document]) -> None:
    """What real CMDBs are like: the first server of every so many applications, every kind of dirt at least once.

    The same servers month after month: somebody would have to clean them.
    """
    every = max(1, company.apps // _DIRTY_SERVERS)
    first_servers = {server["name"]: server for server in servers}
    random = company.random("cmdb/dirt")
    for number, application in enumerate(company.applications[::every]):
        unreadable = ("32 GB", "NaN", "N/A")[random.randrange(3)]
        server = first_servers.get(f"srv-{application.index + 1:04d}-00")
        if server is None:
            continue
        match number % 10:
            case 0:
                server["u_business_application"] = ""
            case 1:
                servers.append({**server, "sys_updated_on": "2019-06-26 20:45:21", "cpu_count": "2"})
            case 2:
                server["ram"] = unreadable
            case 3:
                server["u_business_application"] = _reference("cmdb_ci_business_app", uuid5(NAMESPACE, "sold").hex)
            case 4:
                servers.append({**server, "sys_id": "", "name": "imported by hand"})
            case 5:
                server |= {"install_status": "7", "operational_status": "6"}
            case 6:
                del server["cpu_count"]
            case 7:
                server["used_for"] = ""
    for database in databases[::37]:
        database["u_size_gb"] = "unlimited"
