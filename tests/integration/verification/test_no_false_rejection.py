"""What is right is accepted, whatever the seed: every project of the catalogue, on one core and on all."""

from pathlib import Path

import pytest

from tilesmith.agent.spec import CoreMode, Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.spec.resolve import OperationRequest, resolve
from tilesmith.tests.projects import built, template_project
from tilesmith.tools.verification import Level, verify

# Those that every run of the tests tries: an exact one, and one that is rounded and has parameters.
USUAL = {("maximum", CoreMode.SINGLE), ("diode_equation", CoreMode.MULTI)}
# What the catalogue does not have: parameters without ranges, comparisons, several roundings.
FORMULAS = {
    "affine": ("a * k + c", {"k": 1.5, "c": 0.25}),
    "choice": ("where(a < b, a, b * k)", {"k": 0.5}),
    "steps": ("sign(a) + floor(b)", {}),
    "wave": ("sin(a) * cos(b)", {}),
    "normal": ("exp(-(a - mu)**2 / (2*s**2)) / (s*sqrt(2*pi))", {"mu": 0.3, "s": 0.8}),
}


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        pytest.param(name, mode, marks=[] if (name, mode) in USUAL else [pytest.mark.slow])
        for name in (*CATALOGUE, *FORMULAS)
        for mode in CoreMode
    ],
)
def test_five_seeds_are_accepted(name: str, mode: CoreMode, tmp_path: Path) -> None:
    target = Target(core_mode=mode)
    spec = CATALOGUE.get(name) or _formula(name)
    program = built(template_project(spec, target), tmp_path)
    for seed in range(5):
        result = verify(spec, target, *program, seed=seed, level=Level.STANDARD)
        assert result.passed, (seed, result.diagnostics)


def _formula(name: str):
    text, parameters = FORMULAS[name]
    return resolve(OperationRequest(expression=text, parameters=parameters, name=name))
