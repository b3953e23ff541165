"""The report of a retrieval test: tables, times and a picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from tilesmith.evals.retrieval.dataset import LabelledQuery, QueryKind, satisfies
from tilesmith.evals.retrieval.runner import Outcome, summary
from tilesmith.knowledge.api_index import ApiIndex
from tilesmith.knowledge.search import Mode

_COLOURS = {Mode.LEXICAL: "#8aa4c8", Mode.DENSE: "#d8b365", Mode.FUSED: "#2c6e49"}


@dataclass(frozen=True)
class Report:
    """What was measured, on the half of the queries that was not used for tuning."""

    sdk: str
    embedding: str
    outcomes: tuple[Outcome, ...]
    first_right: Mapping[QueryKind, tuple[int, int]]
    """Wrong names whose first answer by the API index is right, of all, by kind."""

    def markdown(self) -> str:
        """The report as a page; misses are listed so that they can be argued with."""
        lines = [
            f"# Retrieval on SDK {self.sdk}, embedding {self.embedding}",
            "",
            "| search | queries | recall@5 | recall@10 | MRR | p50 ms | p95 ms |",
            "|---|---|---|---|---|---|---|",
            *(self._row(mode) for mode in Mode),
            "",
            "| first answer of the API index | right | of | |",
            "|---|---|---|---|",
            *(
                f"| {kind.value.replace('_', ' ')}s | {right} | {asked} | {right / asked:.0%} |"
                for kind, (right, asked) in self.first_right.items()
            ),
            "",
            "| recall@10 | " + " | ".join(kind.value for kind in QueryKind) + " |",
            "|---" * (1 + len(QueryKind)) + "|",
            *(self._kinds(mode) for mode in Mode),
            "",
            "## What the fused search misses",
            "",
            *(self._miss(item) for item in self.outcomes if item.mode is Mode.FUSED and _missed(item)),
        ]
        return "\n".join(lines) + "\n"

    def _row(self, mode: Mode) -> str:
        count, score = summary(self.outcomes, mode)
        times = quantiles((item.seconds * 1e3 for item in self.outcomes if item.mode is mode), n=20)
        return (
            f"| {mode.value} | {count} | {score.recall_at_5:.3f} | {score.recall_at_10:.3f} "
            f"| {score.reciprocal_rank:.3f} | {times[9]:.1f} | {times[18]:.1f} |"
        )

    def _kinds(self, mode: Mode) -> str:
        cells = (summary(self.outcomes, mode, kind) for kind in QueryKind)
        return f"| {mode.value} | " + " | ".join(f"{s.recall_at_10:.3f} (n={n})" for n, s in cells) + " |"

    @staticmethod
    def _miss(item: Outcome) -> str:
        got = ", ".join(result.name for result in item.results[:4])
        return f"- {item.query.text} - wanted {' and '.join(item.query.relevant)}; got {got}"

    def picture(self, path: Path) -> None:
        """Draw recall@10 by kind of query and search as an SVG or PNG, by the suffix of `path`."""
        from matplotlib.figure import Figure

        figure = Figure(figsize=(8, 3.6), layout="constrained")
        axes = figure.subplots()
        groups = [None, *QueryKind]
        for shift, mode in enumerate(Mode):
            values = [summary(self.outcomes, mode, kind)[1].recall_at_10 for kind in groups]
            places = [index + (shift - 1) * 0.27 for index in range(len(groups))]
            bars = axes.bar(places, values, width=0.25, color=_COLOURS[mode], label=mode.value)
            axes.bar_label(bars, fmt="%.2f", fontsize=7, padding=1)
        axes.axhline(0.9, color="#888888", linewidth=0.8, linestyle="--")
        axes.set_xticks(range(len(groups)), ["all" if kind is None else kind.value for kind in groups])
        axes.set_ylim(0, 1.08)
        axes.set_ylabel("recall@10")
        axes.set_title(f"Labelled queries not used for tuning, SDK {self.sdk}", fontsize=10)
        axes.legend(loc="lower right", fontsize=8)
        axes.spines[["top", "right"]].set_visible(False)
        figure.savefig(path)


def first_right(api: ApiIndex, queries: Sequence[LabelledQuery]) -> dict[QueryKind, tuple[int, int]]:
    """How many wrong names get the right first answer from the API index, and how many there are, by kind."""
    return {
        kind: _first_right(api, [q for q in queries if q.kind is kind]) for kind in QueryKind if kind.is_name
    }


def _first_right(api: ApiIndex, queries: Sequence[LabelledQuery]) -> tuple[int, int]:
    answers = [(query, api.find(query.text, 1)) for query in queries]
    right = sum(
        bool(found) and satisfies(query.relevant[0], found[0].function.name, found[0].function.path)
        for query, found in answers
    )
    return right, len(queries)


def _missed(item: Outcome) -> bool:
    return item.score.recall_at_10 < 1
