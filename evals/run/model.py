"""The model of a sample, which may have to be served first."""

import contextlib
from collections.abc import Iterator

from tilesmith.evals.run.job import Job


@contextlib.contextmanager
def served_model(job: Job) -> Iterator[dict[str, str]]:
    """The settings that name the scripted model of `job`, while it is served on the loopback address; none
    for a sample with another model."""
    if job.flaws is None:
        yield {}
        return
    from tilesmith.evals.flawed_model import FlawedModel

    with FlawedModel(job.task, job.flaws, job.seed) as model:
        yield {"model": f"openai:flawed-{job.flaws:g}", "base_url": model.url}
