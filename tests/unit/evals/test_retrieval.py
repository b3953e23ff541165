"""The labelled queries and how searches are judged by them."""

import math
from collections import Counter

import pytest

from tilesmith.evals.retrieval.dataset import LabelledQuery, QueryKind, Split, labelled_queries, satisfies
from tilesmith.evals.retrieval.metrics import Result, mean, score


def test_the_set_is_large_varied_and_split() -> None:
    queries = labelled_queries()

    assert len(queries) >= 120
    assert len({query.text for query in queries}) == len(queries)
    assert min(Counter(query.kind for query in queries).values()) >= 30
    tuning, reported = labelled_queries(Split.TUNING), labelled_queries(Split.REPORTED)
    assert len(tuning) + len(reported) == len(queries)
    assert min(len(tuning), len(reported)) >= 200


def test_what_was_added_for_tuning_is_never_reported() -> None:
    texts = [query.text for query in labelled_queries(Split.REPORTED)]

    assert len(texts) == 203
    assert not any(query.tuning for query in labelled_queries(Split.REPORTED))


@pytest.mark.parametrize(
    ("entry", "name", "path", "right"),
    [
        ("add_init", "add_init", "a.h", True),
        ("add_init|add_tiles", "add_tiles", "a.h", True),
        ("wait", "Semaphore::wait", "a.h", True),
        ("add_init", "sub_add_init", "a.h", False),
        ("*/softmax/*", "x", "ttnn/softmax/device/k.cpp", True),
        ("*/softmax/*", "softmax", "ttnn/other/k.cpp", False),
    ],
)
def test_an_entry_is_a_name_or_a_pattern_of_paths(entry: str, name: str, path: str, right: bool) -> None:
    assert satisfies(entry, name, path) is right


def test_recall_counts_entries_and_rank_counts_the_first() -> None:
    query = LabelledQuery(kind=QueryKind.OPERATION, text="q", relevant=("a", "b"))
    results = [Result(name, "x.h") for name in ("z", "a", "y", "x", "w", "b")]

    judged = score(query, results)

    assert (judged.recall_at_5, judged.recall_at_10, judged.reciprocal_rank) == (0.5, 1.0, 0.5)


def test_what_comes_after_the_tenth_place_does_not_count() -> None:
    query = LabelledQuery(kind=QueryKind.OPERATION, text="q", relevant=("a",))

    judged = score(query, [*(Result(str(n), "x.h") for n in range(10)), Result("a", "x.h")])

    assert (judged.recall_at_10, judged.reciprocal_rank) == (0.0, 0.0)


def test_an_average_of_nothing_is_not_a_number() -> None:
    assert math.isnan(mean([]).recall_at_10)
