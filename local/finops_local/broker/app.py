"""The broker's HTTP face."""

from flask import Flask, Response, jsonify, request

from finops_local.broker.event import MalformedEvent, NotAnEvent, read
from finops_local.broker.mischief import Mischief
from finops_local.broker.router import Router


def create_app(namespace: str, brokers: tuple[str, ...], router: Router) -> Flask:
    """POST /<namespace>/<broker> takes an event (202, 400, 404, 415). GET /healthz, /readyz, /stats. PUT /mischief."""
    app = Flask(__name__)

    @app.post("/<in_namespace>/<broker>")
    def receive(in_namespace: str, broker: str) -> Response:
        if in_namespace != namespace or broker not in brokers:
            return _text(404, f"there is no broker {in_namespace}/{broker}")
        try:
            event = read(dict(request.headers.items()), request.get_data())
        except NotAnEvent as error:
            return _text(415, str(error))
        except MalformedEvent as error:
            return _text(400, str(error))
        router.accept(broker, event)
        return Response(status=202)

    @app.get("/healthz")
    @app.get("/readyz")
    def health() -> Response:
        return _text(200, "ok")

    @app.put("/mischief")
    def change() -> Response:
        try:
            router.change(Mischief(**request.get_json()))
        except TypeError as error:
            return _text(400, str(error))
        return Response(status=204)

    @app.get("/stats")
    def stats() -> Response:
        return jsonify(router.stats())

    return app


def _text(status: int, message: str) -> Response:
    return Response(message, status=status, mimetype="text/plain")
