"""Intervals and estimators against values that can be worked out otherwise."""

from itertools import combinations

import pytest

from tilesmith.evals.statistics import Share, mean_interval, paired_p_value, pass_at_k, pass_hat_k


def test_a_share_has_the_interval_of_wilson() -> None:
    # 60 of 100: centre (60 + z^2/2) / (100 + z^2), with z = 1.959964.
    low, high = Share(60, 100).interval
    assert (low, high) == pytest.approx((0.50200, 0.69060), abs=1e-4)
    assert str(Share(60, 100)) == "60.0% (50% to 69%, 60 of 100)"


@pytest.mark.parametrize(("good", "total"), [(0, 5), (5, 5)])
def test_few_samples_prove_little(good: int, total: int) -> None:
    low, high = Share(good, total).interval
    assert 0 <= low < high <= 1
    assert high - low > 0.4


def test_of_nothing_nothing_is_known() -> None:
    assert Share(0, 0).interval == (0.0, 1.0)
    assert str(Share(0, 0)) == "none"


@pytest.mark.parametrize(("n", "good"), [(5, 0), (5, 2), (5, 5), (6, 3)])
@pytest.mark.parametrize("k", [1, 2, 3])
def test_pass_at_k_and_pass_hat_k_are_those_of_all_choices(n: int, good: int, k: int) -> None:
    samples = [True] * good + [False] * (n - good)
    choices = list(combinations(samples, k))
    assert pass_at_k(n, good, k) == pytest.approx(sum(map(any, choices)) / len(choices))
    assert pass_hat_k(n, good, k) == pytest.approx(sum(map(all, choices)) / len(choices))


def test_the_interval_of_a_mean_holds_it() -> None:
    low, high = mean_interval([0.0, 0.5, 1.0, 1.0, 0.5, 0.0, 1.0, 0.5])
    assert 0.2 < low < 0.5625 < high < 0.9
    assert mean_interval([0.5, 0.5]) == (0.5, 0.5)


def test_a_difference_in_every_task_is_no_chance_and_one_task_may_be() -> None:
    assert paired_p_value([0.0] * 10, [1.0] * 10) < 0.01
    assert paired_p_value([0.0] + [1.0] * 9, [1.0] * 10) > 0.3
    assert paired_p_value([0.5, 1.0], [0.5, 1.0]) == 1.0
