"""The page and its files: Swagger UI as the package flask-swagger-ui ships it, and nothing from anywhere else."""

from functools import cache
from hashlib import sha256
from importlib.resources import files

from flask import Response

from query_api.route import Call
from query_api.service import Service

PAGE = "index.html"
SWAGGER_UI = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "favicon-32x32.png": "image/png",
}
OWN = {"start.js": "text/javascript", PAGE: "text/html"}
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",  # the arrows of Swagger UI's stylesheet
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    # Shared caches may keep it: it is the same for everybody. A new release is seen within the hour.
    "Cache-Control": "public, max-age=3600",
}


@cache
def _file(name: str) -> tuple[bytes, str]:
    """Its bytes and what names them."""
    folder = files("flask_swagger_ui") / "dist" if name in SWAGGER_UI else files("query_api.docs_page")
    content = (folder / name).read_bytes()
    return content, sha256(content).hexdigest()[:32]


def answer_page(_service: Service, call: Call) -> Response:
    """The page, or the file of it that the route names."""
    name = call.route.path.removeprefix("/docs").removeprefix("/") or PAGE
    content, etag = _file(name)
    response = Response(content, mimetype=call.route.media_type, headers=_HEADERS)
    response.set_etag(etag)
    response.make_conditional(call.request)
    return response
