"""Measures retrieval on the installed SDK: `python -m tilesmith.evals.retrieval --out FOLDER`.

Writes `retrieval.md`, `retrieval.svg` and `retrieval.json` and prints the table. The index is built if need
be.
"""

import json
from pathlib import Path
from typing import Annotated

import typer

from tilesmith.evals.retrieval.dataset import Split, labelled_queries
from tilesmith.evals.retrieval.report import Report, first_right
from tilesmith.evals.retrieval.runner import evaluate


def main(
    out: Annotated[Path, typer.Option("--out", help="Folder for the report.")] = Path("retrieval-report"),
    split: Annotated[
        Split,
        typer.Option("--split", help="Half of the queries; change nothing after looking at 'reported'."),
    ] = Split.REPORTED,
    sdk: Annotated[str, typer.Option("--sdk", help="Release of the SDK.")] = "",
) -> None:
    """Ask all labelled queries and report recall@5, recall@10 and MRR of each search."""
    from tilesmith.knowledge.opening import ready_index
    from tilesmith.tools.sdk import resolve_sdk

    chosen = resolve_sdk(sdk or None, install=False)
    index = ready_index(chosen)
    queries = labelled_queries(split)
    outcomes = tuple(evaluate(index, queries))
    report = Report(chosen.version, index.embedding, outcomes, first_right(index.api, queries))
    out.mkdir(parents=True, exist_ok=True)
    (out / "retrieval.md").write_text(report.markdown())
    report.picture(out / "retrieval.svg")
    rows = [
        {"query": item.query.text, "mode": item.mode.value, "recall@10": item.score.recall_at_10,
         "rr": item.score.reciprocal_rank, "results": [result.name for result in item.results]}
        for item in outcomes
    ]  # fmt: skip
    (out / "retrieval.json").write_text(json.dumps(rows, indent=1))
    typer.echo(report.markdown().split("## ")[0].rstrip())


if __name__ == "__main__":
    typer.run(main)
