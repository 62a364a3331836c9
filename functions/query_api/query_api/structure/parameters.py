"""What families and products may be asked."""

from pydantic import Field

from query_api.parameters import DetailParameters, Texts


class PartParameters(DetailParameters):
    """One family or product with its breakdowns."""

    domain: Texts = Field(default=(), description="only in these domains: for what stands for no family or product")

    def values(self) -> dict[str, object]:
        """With the filter."""
        return {**super().values(), "domains": list(self.domain) or None}
