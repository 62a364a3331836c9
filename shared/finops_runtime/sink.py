"""The sink over HTTP, as Knative's SinkBinding describes it: address, authorities, and a token that says who we are."""

from functools import cached_property
from tempfile import NamedTemporaryFile

import requests

from finops_runtime.known_secrets import remember
from finops_runtime.settings import SinkSettings


class Sink:
    """Where events are posted. The authorities of K_CA_CERTS, or of K_CA_CERTS_FILE, stand for the public ones."""

    def __init__(self, settings: SinkSettings) -> None:
        self._settings = settings

    def post(self, headers: dict[str, str], body: bytes) -> requests.Response:
        """POST one event; raises requests' errors."""
        return requests.post(
            self._settings.k_sink,
            headers=headers,
            data=body,
            auth=self._identified,
            timeout=self._settings.k_sink_timeout_ms / 1000,
            verify=self._authorities,
        )

    @cached_property
    def _authorities(self) -> str | bool:
        """What requests takes as `verify`: a file, for OpenSSL reads authorities from nothing else."""
        if self._settings.k_ca_certs is None:
            return str(self._settings.k_ca_certs_file or "") or True
        with NamedTemporaryFile("w", prefix="sink-", suffix=".pem", delete=False) as file:
            file.write(self._settings.k_ca_certs)
        return file.name

    def _identified(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """With `Authorization` where a token is mounted; it is renewed there, so it is read each time."""
        try:
            token = self._settings.k_sink_token_file.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return request
        remember(token)
        request.headers["Authorization"] = f"Bearer {token}"
        return request
