"""A function and its manifests for tests of the platform: it notes the events it gets and as whom it reads the mart."""

from pathlib import Path

MAIN = """
import os
from pathlib import Path

import functions_framework
import psycopg


@functions_framework.http
def toy(request):
    if request.method == "GET":
        return "ready"
    with psycopg.connect(os.environ["POSTGRES_URL"]) as connection:
        user = connection.execute("SELECT current_user").fetchone()[0]
    with Path(os.environ["TOY_FILE"]).open("a") as file:
        file.write(f"{request.headers['ce-id']} {user} {os.environ.get('SECRET_OF_THE_SHELL')}\\n")
    print("noted", request.headers["ce-id"])
    return "", 204
"""

MANIFESTS = """
apiVersion: eventing.knative.dev/v1
kind: Broker
metadata: {name: default}
---
apiVersion: eventing.knative.dev/v1
kind: Trigger
metadata: {name: toy}
spec:
  broker: default
  subscriber: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: toy}}
  delivery: {retry: 10, backoffPolicy: exponential, backoffDelay: PT1S}
"""

FUNCTIONS = {"toy": {"POSTGRES_URL": "finops_query_read"}}


def write_toy(folder: Path, main: str = MAIN) -> tuple[Path, Path]:
    """Returns the folder of functions and that of manifests."""
    functions, manifests = folder / "functions", folder / "base"
    (functions / "toy").mkdir(parents=True)
    manifests.mkdir()
    (functions / "toy" / "main.py").write_text(main)
    (manifests / "kustomization.yaml").write_text("namespace: finops\nresources: [all.yaml]\n")
    (manifests / "all.yaml").write_text(MANIFESTS)
    return functions, manifests
