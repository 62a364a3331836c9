"""Mapping what a source calls a product. By the login of admins."""

from flask import Response
from psycopg import Connection
from psycopg.rows import DictRow
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from finops_runtime.database import load_sql
from finops_runtime.logs import get_logger
from finops_runtime.problem import Fault, Problem, bad_parameter
from query_api.body import read_body
from query_api.domains.requests import Reason
from query_api.reading import represent
from query_api.referential_admin import Key, run_again
from query_api.route import Call
from query_api.service import Service
from query_api.writing import author, changing

log = get_logger(__name__)


class ProductAliasRequest(BaseModel):
    """Map what a source calls a product."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, strict=True)

    source_system: Key
    foreign_key: Key
    product_id: Key
    replaces: Key | None = Field(default=None, description="the product that the alias stands for now, if for another")
    reason: Reason


def answer_product_alias(service: Service, call: Call) -> Response:
    """Map an alias; raises Problem 400 for an unknown product, 409 for a retired one or an alias of another."""
    asked = read_body(ProductAliasRequest, call.request)
    values = {**asked.model_dump(), **author(service, call)}
    with changing(service) as connection:
        _refuse(connection, asked, values)
        values["run_again"] = run_again(connection, values, "product", asked.product_id)
        row = connection.execute(_sql("map_product"), values).fetchone()
        assert row is not None  # the product is there, in the same snapshot
    log.info("product alias mapped", source=asked.source_system, product=asked.product_id)
    return represent(call, row)


def _refuse(connection: Connection[DictRow], asked: ProductAliasRequest, values: dict[str, object]) -> None:
    found = connection.execute(_sql("check_product_alias"), values).fetchone()
    assert found is not None  # one row, whatever is known
    if not found["is_known"]:
        raise bad_parameter(Fault(at="productId", message="there is no such product"))
    if found["is_retired"]:
        raise Problem(409, "product-retired", "the product is retired: take it back into use first")
    standing = found["standing"]
    if standing not in (asked.replaces, asked.product_id):
        stands = "nothing" if standing is None else f"the product {standing}"
        raise Problem(409, "alias-stands", f"the alias stands for {stands}: say so in `replaces` if that is meant")


def _sql(name: str) -> bytes:
    return load_sql("query_api", f"referential/{name}")
