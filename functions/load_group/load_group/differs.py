"""A piece is not what its manifest says."""

from finops_runtime.problem import Problem


class PieceDiffers(Problem):
    """422: nothing of the piece is kept."""

    def __init__(self, what: str) -> None:
        super().__init__(422, "piece-differs", f"the piece is not what the manifest says: {what}")
