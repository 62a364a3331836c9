"""Tell the mart what this function's connectors accept: a domain's settings are checked when they are written."""

import json
from collections.abc import Iterable
from typing import Literal, Protocol

from pydantic import BaseModel

from finops_runtime.database import Database, load_sql
from finops_runtime.logs import get_logger

log = get_logger(__name__)


class Configured(Protocol):
    """What is registered: a connector of an ingest function, or a derivation of `load_facts`."""

    @property
    def name(self) -> str:
        """As `dim_domain.connector` calls it."""
        ...

    @property
    def answers(self) -> Literal["period", "snapshot"]:
        """Whether it can tell about past months."""
        ...

    @property
    def config(self) -> type[BaseModel]:
        """The model that `dim_domain.connector_config` must satisfy."""
        ...


class ConnectorRegistry:
    """Writes table `connector`, once per process.

    Two releases of a function that run side by side agree on nothing here: whichever started last is registered.
    """

    def __init__(self, database: Database, function: str, version: str, connectors: Iterable[Configured]) -> None:
        self._database = database
        self._function = function
        self._version = version
        self._connectors = tuple(connectors)
        self._registered = False

    def register(self) -> None:
        """Write what is new or different; nothing when this process did so before.

        Raises DatabaseUnavailable when the table is locked or cannot be had, and may then be called again.
        """
        if self._registered:
            return
        with self._database.transaction() as connection:
            # In one order everywhere, or two instances that start at once could wait for each other.
            for found in sorted(self._connectors, key=lambda connector: connector.name):
                written = connection.execute(
                    load_sql("finops_runtime", "register_connector"), self._row(found)
                ).rowcount
                if written:
                    log.info("connector registered", connector=found.name)
        self._registered = True

    def _row(self, connector: Configured) -> dict[str, object]:
        return {
            "ingest_function": self._function,
            "connector": connector.name,
            "answers": connector.answers,
            "config_schema": json.dumps(connector.config.model_json_schema()),
            "version": self._version,
        }
