"""Outputs that another value of a parameter would give."""

from tilesmith.agent.spec.golden import golden
from tilesmith.tools.verification.explain import Explanation, Wrong
from tilesmith.tools.verification.truth import Truth


def parameter_ignored(wrong: Wrong, truth: Truth, output: str) -> Explanation | None:
    """What the program takes for a parameter instead of its value, if that explains `output`."""
    values = dict(truth.case.parameters)
    for parameter in truth.spec.parameters:
        for taken in (1.0, 0.0, parameter.value):
            if taken == values[parameter.name]:
                continue
            other = golden(truth.spec, truth.inputs, values | {parameter.name: taken})[output]
            if wrong.like(other):
                given = values[parameter.name]
                return Explanation(
                    "parameter_ignored",
                    f"is what {parameter.name} = {taken:g} gives, but {parameter.name} is {given:g}",
                    f'read it with arguments.parameter("{parameter.name}") and pass it, or what is derived '
                    "from it, to the kernels as a runtime argument",
                )
    return None
