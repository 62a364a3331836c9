"""The `gitlab` connector: the storage statistics of every project that the token may see, as they are now."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from finops_contract.errors import BadConnectorConfig
from finops_contract.releve import Reject, Releve
from finops_runtime.http import Source
from finops_runtime.ingest.connector import SourceTotals
from finops_runtime.raw_zone import Landing, LandingWriter
from finops_runtime.runs.step import Step
from finops_runtime.settings import HttpSettings
from ingest_native.gitlab.config import GitlabConfig
from ingest_native.gitlab.mapping import outcomes_of
from ingest_native.gitlab.pages import pages
from ingest_native.gitlab.projects import id_of, projects_of, without_secrets

SECRETS_FOLDER = Path("/etc/finops/secrets")


class GitlabConnector:
    """Reads GitLab's project list by keyset paging. `environ` and `secrets` are where tokens are looked up by name."""

    name = "gitlab"
    answers: Literal["period", "snapshot"] = "snapshot"
    config = GitlabConfig

    def __init__(self, settings: HttpSettings, environ: Mapping[str, str], secrets: Path = SECRETS_FOLDER) -> None:
        self._settings = settings
        self._environ = environ
        self._secrets = secrets

    def land(self, step: Step, config: GitlabConfig, landing: LandingWriter) -> None:  # noqa: ARG002  # as every one
        """Land every page as received, but for the runner tokens that GitLab shows to maintainers."""
        token = self._token(config)
        source = Source(self._settings, {"PRIVATE-TOKEN": token} if token else None)
        for page in pages(source, config):
            landing.add(without_secrets(page.body), page.address)

    def read(
        self, step: Step, config: GitlabConfig, landing: Landing, totals: SourceTotals
    ) -> Iterator[Releve | Reject]:
        """Map the landed projects, in the order of their ids."""
        for payload in landing.payloads():
            for project in projects_of(payload.body, payload.source):
                location = f"{payload.source} project {id_of(project, payload.source)}"
                yield from outcomes_of(project, location, step, config, totals)

    def _token(self, config: GitlabConfig) -> str | None:
        """The token that the settings name; None when they name none and only public projects are wanted."""
        if config.token_env is not None:
            origin, token = config.token_env, self._environ.get(config.token_env, "")
        elif config.token_file is not None:
            origin = str(self._secrets / config.token_file)
            try:
                token = Path(origin).read_text()
            except (OSError, UnicodeDecodeError) as error:
                raise BadConnectorConfig(f"token_file: {origin} cannot be read: {type(error).__name__}") from error
        else:
            return None
        token = token.strip()
        if not (token.isascii() and token.isprintable() and token):
            raise BadConnectorConfig(f"{origin} holds no token: set it in the environment of this function")
        return token
