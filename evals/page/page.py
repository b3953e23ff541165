"""Writes the report from the results."""

from pathlib import Path
from typing import Any

from tilesmith.evals.conditions import conditions
from tilesmith.evals.metrics import Metrics, metrics_of
from tilesmith.evals.page import pictures
from tilesmith.evals.run.sample import SampleResult
from tilesmith.evals.run.store import Config, Store
from tilesmith.templates import templates

_PACKAGE = "tilesmith.evals.page"
PAGE, MARKDOWN = "report.html", "report.md"


def write_page(folder: Path) -> Path:
    """Write `report.html` and `report.md` into the folder of an evaluation; the path of the former.

    Raises:
        EvaluationError: it holds none.
    """
    store = Store(folder)
    config, results = store.config(), store.results()
    values = _values(config, results)
    values["pictures"] = {
        "Verified after so many attempts": pictures.repair_curve(values["metrics"]),
        "How far the candidates came": pictures.failure_flow(results),
        "Time and success, a dot a task": pictures.cost_and_success(results),
    }
    page = folder / PAGE
    page.write_text(
        templates(_PACKAGE, html=True).get_template("report.html.jinja").render(values), encoding="utf-8"
    )
    (folder / MARKDOWN).write_text(markdown_page(config, results), encoding="utf-8")
    return page


def markdown_page(config: Config, results: list[SampleResult]) -> str:
    """The tables of the report."""
    return templates(_PACKAGE).get_template("report.md.jinja").render(_values(config, results))


def summary_rows(metrics: Metrics) -> dict[str, str]:
    """The headline figures with their names."""
    rows = {
        "verified": str(metrics.verified),
        "verified at first draft": str(metrics.first_draft),
    }
    for rate in metrics.passes:
        low, high = rate.any_interval
        rows[f"pass@{rate.k}"] = f"{rate.any:.1%} ({low:.0%} to {high:.0%})"
        rows[f"pass^{rate.k}"] = f"{rate.all:.1%}"
    rows["repairs that made it worse"] = str(metrics.regressions)
    rows["attempts that repeat an earlier one"] = str(metrics.duplicates)
    if metrics.cost is not None:
        cost = metrics.cost
        rows["tokens a verified kernel"] = f"{cost.tokens:.0f}"
        rows["money a verified kernel"] = "price not known" if cost.money is None else f"${cost.money:.4f}"
        rows["seconds a verified kernel"] = (
            f"{cost.seconds:.1f}: model {cost.llm_seconds:.1f}, compilers {cost.compile_seconds:.1f}, "
            f"runs {cost.run_seconds:.1f}"
        )
    rows["not the model's fault"] = str(sum(metrics.infra.values()))
    return rows


def _values(config: Config, results: list[SampleResult]) -> dict[str, Any]:
    metrics = metrics_of(results)
    grid: dict[str, list[SampleResult]] = {}
    for result in results:
        grid.setdefault(result.key.task, []).append(result)
    missing = len(config.tasks) * config.samples - len(results)
    return {
        "config": config,
        "metrics": metrics,
        "summary": summary_rows(metrics),
        "grid": grid,
        "missing": missing,
        "model": _model(config),
        "conditions": conditions(config),
    }


def _model(config: Config) -> str:
    if config.flaws is not None:
        return f"scripted, a mistake in {config.flaws:.0%} of its drafts"
    return str(config.settings.get("model", "template"))
