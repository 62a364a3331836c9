"""One attempt at a step, as a span and a duration."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from finops_runtime.metrics import STEP_SECONDS
from finops_runtime.runs.step import Step
from finops_runtime.tracing import span


@contextmanager
def attempted(step: Step) -> Iterator[None]:
    """Around the reading and staging of a step; what the block raises is raised."""
    about = {"finops.run_id": step.run_id, "finops.domain": step.domain_id, "finops.period": step.period}
    began = time.perf_counter()
    outcome = "failed"
    try:
        with span(f"step {step.domain_id}", attributes=about):
            yield
        outcome = "staged"
    finally:
        STEP_SECONDS.labels(domain=step.domain_id, outcome=outcome).observe(time.perf_counter() - began)
