"""What a run may spend, and by which error it ends when it has spent it."""

import time
from pathlib import Path

import pytest

from tilesmith.agent.budget import (
    UNLIMITED,
    Budget,
    BudgetSpentError,
    CostSpentError,
    TimeSpentError,
    TokensSpentError,
)
from tilesmith.agent.context import Context
from tilesmith.agent.drafter import Usage
from tilesmith.agent.drafters import UnusableSettingError, require_usable

USED = Usage(calls=3, input_tokens=700, output_tokens=300, cost=0.02)


@pytest.mark.parametrize(
    ("budget", "error", "said"),
    [
        (Budget(max_tokens=1000), TokensSpentError, "1,000 of 1,000 tokens: raise --max-tokens"),
        (Budget(max_cost=0.02), CostSpentError, r"\$0.0200 of \$0.0200: raise --max-cost"),
        (Budget(max_seconds=5, started=time.time() - 6), TimeSpentError, "of 5 s: raise --max-seconds"),
    ],
)
def test_a_limit_that_is_reached_has_its_own_error(
    budget: Budget, error: type[BudgetSpentError], said: str
) -> None:
    with pytest.raises(error, match=said):
        budget.require_left(USED)


@pytest.mark.parametrize(
    "budget",
    [UNLIMITED, Budget(max_tokens=1001, max_cost=0.021, max_seconds=3600, started=time.time())],
)
def test_below_its_limits_a_run_goes_on(budget: Budget) -> None:
    budget.require_left(USED)


def test_samples_need_a_model() -> None:
    with pytest.raises(UnusableSettingError, match="--samples needs a model"):
        require_usable(Context(samples=2))


def test_a_project_to_start_from_needs_a_model_that_repairs_it() -> None:
    with pytest.raises(UnusableSettingError, match="--start-from needs a model"):
        require_usable(Context(start_from="mine"))


def test_a_cost_can_be_bounded_only_where_the_price_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-none")
    context = Context(model="openai:small", max_cost=1.0, prices="")
    require_usable(Context(max_cost=1.0))
    with pytest.raises(UnusableSettingError, match="needs the price of openai:small, which is not known"):
        require_usable(context)
    table = tmp_path / "prices.toml"
    table.write_text('["openai:small"]\ninput = 1.0\noutput = 2.0\n')
    priced = context.model_copy(update={"prices": str(table)})
    require_usable(priced)
    with pytest.raises(UnusableSettingError, match="needs the price of openai:large"):
        require_usable(priced.model_copy(update={"escalate_model": "openai:large"}))
