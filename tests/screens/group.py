"""The group's deployment of query_api beside the platform, on the small mart of its own tests."""

from urllib.parse import urlsplit

import psycopg
from psycopg.rows import dict_row
from psycopg.sql import SQL, Identifier

from finops_local.demo.stage import Stage
from finops_local.issuer import trust_settings
from finops_local.platform.commands import FRAMEWORK
from finops_local.platform.functions import FUNCTION_LOGINS, database_urls
from finops_local.platform.logins import set_passwords
from finops_sql.migrate import migrate
from tests.fix_servers import on_database
from tests.integration.query_api.group.mart import GROUP, fill

PROCESS = "query_api_of_the_group"
_WHERE = ("--host", "127.0.0.1", "--port", "{port}")
_LOGINS = FUNCTION_LOGINS["query_api"]


def start_group(stage: Stage) -> str:
    """A mart of four entities, and the API on it, which believes the stage's Backstage; its address."""
    platform = stage.platform
    url = _mart(platform.postgres_url)
    urls = set_passwords(url, _LOGINS.values(), platform.state_dir)
    trusted = [stage.backstage.trusted(GROUP)] if stage.backstage else []
    folder = platform.repository / "functions" / "query_api"
    address = platform.add_process(
        PROCESS,
        [
            *FRAMEWORK,
            "--source",
            folder / "main.py",
            "--target",
            folder.name,
            "--host",
            "127.0.0.1",
            "--port",
            "{port}",
        ],
        {
            **database_urls(_LOGINS, urls),
            "FINOPS_SCOPE": "group",
            "FINOPS_ENTITY_ID": GROUP,
            "FINOPS_VERSION": "test",
            "K_SINK": platform.broker_url,
            "OIDC_ISSUERS": trust_settings(stage.access.issuer.url, *trusted),
        },
        cwd=folder,
        ready_path="/readyz",
    )
    return address.url


def _mart(server_url: str) -> str:
    name = f"{urlsplit(server_url).path.lstrip('/')}_group"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    url = on_database(server_url, name)
    migrate(url)
    with psycopg.connect(url, autocommit=True, row_factory=dict_row) as connection:
        fill(connection)
    return url
