"""The families of operations, and how far each may be from its golden."""

from pathlib import Path

import pytest

from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.spec.expression import parse
from tilesmith.agent.spec.model import ExpressionReference, Tolerance
from tilesmith.agent.spec.tolerances import (
    CHAIN,
    EXACT,
    FAMILIES,
    FUNCTION,
    ONE_ROUNDING,
    POLYNOMIAL,
    PRODUCT,
    Family,
    as_markdown,
    family_of,
)

PAGE = Path(__file__).resolve().parents[4] / "docs/verification.md"


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("a", EXACT),
        ("maximum(relu(a), -b)", EXACT),
        ("maximum(a, 0)", EXACT),
        ("maximum(a, 0.1)", ONE_ROUNDING),
        ("a < b", EXACT),
        ("abs(a) + b", ONE_ROUNDING),
        ("a * b", PRODUCT),
        ("relu(exp(a))", FUNCTION),
        ("erf(a)", POLYNOMIAL),
        ("a * b + c", CHAIN),
    ],
)
def test_an_expression_has_the_family_of_what_it_rounds(text: str, family: Family) -> None:
    assert family_of(parse(text)) is family


@pytest.mark.parametrize("spec", CATALOGUE.values(), ids=lambda spec: spec.name)
def test_the_catalogue_takes_its_tolerances_from_the_table(spec) -> None:
    assert spec.tolerance in [family.tolerance for family in FAMILIES]


@pytest.mark.parametrize("spec", CATALOGUE.values(), ids=lambda spec: spec.name)
def test_the_same_formula_as_an_expression_is_not_judged_more_strictly_or_loosely(spec) -> None:
    if isinstance(spec.reference, ExpressionReference):
        assert family_of(parse(spec.reference.text)).tolerance == spec.tolerance


def test_more_roundings_allow_more() -> None:
    bounds = [family.max_ulp for family in sorted(FAMILIES, key=lambda family: family.steps)]
    assert bounds == sorted(bounds) and bounds[0] < 0.5


def test_a_function_of_which_nothing_is_known_is_a_chain() -> None:
    assert CHAIN.tolerance == Tolerance()


def test_each_has_its_reason_in_the_documentation() -> None:
    assert all(family.reason for family in FAMILIES)
    assert as_markdown() in PAGE.read_text(), f"replace the table of {PAGE.name} by what as_markdown() gives"
