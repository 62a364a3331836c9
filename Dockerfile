# One image a function:  docker build --build-arg FUNCTION=ingest_open -t .../ingest-open .
# The migrations:        docker build --target migrations -t .../migrations .
# All of them:           make images. docs/how-to/images.md: the base by its digest, what is inside, what is known against it.
ARG PYTHON_IMAGE=python:3.11-slim-bookworm

FROM ${PYTHON_IMAGE} AS tools
ENV UV_NO_CACHE=1 UV_PYTHON_DOWNLOADS=never
COPY requirements-bootstrap.txt /build/requirements-bootstrap.txt
RUN python -m pip install --no-cache-dir --require-hashes -r /build/requirements-bootstrap.txt

# What runs: the interpreter, without what installs more. USER below names the user where no passwd file does: yoyo
# writes down who migrated.
FROM ${PYTHON_IMAGE} AS base
RUN python -m pip uninstall --yes pip setuptools wheel && rm -rf /usr/local/lib/python3.11/ensurepip

# Bytecode is written here, because the container's file system is read-only. It is not compared with the sources'
# times again: nobody can change them.
FROM tools AS function-files
ARG FUNCTION
COPY functions/${FUNCTION}/requirements.txt /build/requirements.txt
RUN uv venv /app/.venv && uv pip install --python /app/.venv/bin/python --require-hashes --no-build \
    --compile-bytecode -r /build/requirements.txt
COPY shared/finops_contract /app/finops_contract
COPY shared/finops_runtime /app/finops_runtime
COPY functions/${FUNCTION}/${FUNCTION} /app/${FUNCTION}
COPY functions/${FUNCTION}/main.py /app/main.py
RUN python -m compileall -q --invalidation-mode unchecked-hash -x '/app/\.venv/' /app

FROM tools AS migrations-files
COPY sql/requirements.txt /build/requirements.txt
RUN uv venv /app/.venv && uv pip install --python /app/.venv/bin/python --require-hashes --no-build \
    --compile-bytecode -r /build/requirements.txt
COPY sql/finops_sql /app/finops_sql
COPY sql/migrations /app/migrations
COPY sql/logins.sql sql/roles.sql /app/
RUN python -m compileall -q --invalidation-mode unchecked-hash -x '/app/(\.venv|migrations)/' /app

FROM base AS migrations
COPY --from=migrations-files /app /app
ENV PATH=/app/.venv/bin:/usr/local/bin:/usr/bin:/bin PYTHONPATH=/app PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    HOME=/tmp USER=finops
WORKDIR /app
USER 65532:65532
CMD ["python", "-m", "finops_sql", "migrate", "--phase", "pre"]

# The last stage is what `docker build` makes without --target.
FROM base AS function
ARG FUNCTION
ARG VERSION=0.2.0
ARG GIT_SHA=unknown
COPY --from=function-files /app /app
ENV PATH=/app/.venv/bin:/usr/local/bin:/usr/bin:/bin PYTHONPATH=/app PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    HOME=/tmp USER=finops
ENV FUNCTION_TARGET=${FUNCTION} FUNCTION_SOURCE=/app/main.py FINOPS_VERSION=${VERSION} FINOPS_GIT_SHA=${GIT_SHA}
LABEL org.opencontainers.image.title=rosetta-finops-${FUNCTION} org.opencontainers.image.version=${VERSION}
WORKDIR /app
USER 65532:65532
EXPOSE 8080
CMD ["python", "-m", "functions_framework"]
