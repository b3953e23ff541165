"""Which offline embedding is best: `python benchmarks/knowledge/embeddings.py`.

Builds the index of the installed SDK once for each candidate, in a cache of its own, and asks the tuning
half of the labelled queries: choosing is tuning. Prints a table in Markdown.
"""

import os
import tempfile
import time

import typer

from tilesmith.evals.retrieval.dataset import Split, labelled_queries
from tilesmith.evals.retrieval.runner import evaluate, summary
from tilesmith.knowledge.build import build_index
from tilesmith.knowledge.embedding import EmbeddingChoice
from tilesmith.knowledge.opening import open_index
from tilesmith.knowledge.search import Mode
from tilesmith.tools.sdk import resolve_sdk

_CANDIDATES = ("lsa", "hashed")


def main() -> None:
    """Measure and print."""
    sdk = resolve_sdk(install=False)
    typer.echo("| embedding | build s | search | recall@5 | recall@10 | MRR |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["XDG_CACHE_HOME"] = scratch
        for name in _CANDIDATES:
            start = time.perf_counter()
            build_index(sdk, EmbeddingChoice(name))
            seconds = time.perf_counter() - start
            outcomes = evaluate(open_index(sdk), labelled_queries(Split.TUNING))
            for mode in (Mode.DENSE, Mode.FUSED):
                score = summary(outcomes, mode)[1]
                typer.echo(
                    f"| {name} | {seconds:.1f} | {mode.value} | {score.recall_at_5:.3f} "
                    f"| {score.recall_at_10:.3f} | {score.reciprocal_rank:.3f} |"
                )


if __name__ == "__main__":
    main()
