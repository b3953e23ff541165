"""The tiles of DST, checked by carrying out the steps on numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilesmith.agent.spec.expression import Call, Name, evaluate_tree, parse
from tilesmith.agent.template_drafter.errors import TemplateError
from tilesmith.agent.template_drafter.graph import Compute, Graph, Load
from tilesmith.agent.template_drafter.passes import plan
from tilesmith.agent.template_drafter.schedule import Copy, Duplicate, Execute, OutOfTilesError, schedule
from tilesmith.agent.template_drafter.simplify import simplify
from tilesmith.agent.template_drafter.terms import Scalar, bind

TENSORS = {name: float(3 + n) / 4 for n, name in enumerate("abcdefgh")}
SPILL = [f"partial_{n}" for n in range(8)]


def build(expression):
    graph = Graph()
    root = graph.add(bind(expression, ()))
    leaves = {n: node.tensor for n, node in enumerate(graph.nodes) if isinstance(node, Load)}
    return graph, root, leaves


def carry_out(part, tiles, buffers):
    """What the device would do: DST starts as NaN, so that a step that reads too early shows."""
    dst = [float("nan")] * tiles
    for step in part.schedule.steps:
        match step:
            case Copy(buffer, slot):
                dst[slot] = buffers[buffer]
            case Duplicate(source, slot):
                dst[slot] = dst[source]
            case Execute(node, operands, slot):
                values = [
                    o.constant if isinstance(o, Scalar) else dst[slot if node.op.in_place else o]
                    for o in operands
                ]
                dst[slot] = float(evaluate_tree(_call_of(node), dict(zip("xyz", values, strict=False))))
    return dst[part.schedule.slot]


def _call_of(node: Compute):
    """The node as an expression of x, y, z: recovered from its device function's name."""
    functions = {
        "add_binary": "add",
        "sub_binary": "subtract",
        "mul_binary": "multiply",
        "exp": "exp",
        "tanh": "tanh",
        "square": "square",
        "add_unary": "add",
        "mul_unary": "multiply",
    }
    name = functions[node.op.call.partition("_tile")[0]]
    return Call(name, tuple(Name(letter) for letter in "xyz"[: len(node.operands)]))


def run(expression, tiles):
    graph, root, leaves = build(expression)
    buffers = dict(TENSORS)
    passes = plan(graph, root, leaves, "out", SPILL, tiles)
    for part in passes:
        buffers[part.result] = carry_out(part, tiles, buffers)
    return buffers["out"], len(passes)


def balanced(depth, names):
    if depth == 0:
        return Call("exp", (Name(next(names)),))
    return Call("multiply", (balanced(depth - 1, names), balanced(depth - 1, names)))


def test_a_chain_works_in_one_tile():
    graph, root, leaves = build(parse("tanh(exp(a))*2"))
    steps = schedule(graph, root, leaves, 1).steps
    assert [type(step) for step in steps] == [Copy, Execute, Execute, Execute]


def test_equal_parts_are_computed_once():
    graph, root, leaves = build(parse("tanh(a)*b + tanh(a)"))
    steps = schedule(graph, root, leaves, 4).steps
    assert sum(isinstance(step, Execute) and step.node.text == "tanh(a)" for step in steps) == 1


def test_a_value_that_is_needed_again_is_duplicated_before_it_is_overwritten():
    graph, root, leaves = build(parse("exp(tanh(a)) - tanh(a)"))
    steps = schedule(graph, root, leaves, 4).steps
    assert any(isinstance(step, Duplicate) for step in steps)


def test_the_more_demanding_operand_comes_first():
    graph, root, leaves = build(parse("a - (b - (c - (d - e)))"))
    assert schedule(graph, root, leaves, 2)


def test_too_few_tiles_are_noticed():
    graph, root, leaves = build(balanced(3, iter("abcdefgh")))
    with pytest.raises(OutOfTilesError):
        schedule(graph, root, leaves, 3)


def test_what_does_not_fit_is_spilled_and_still_right():
    expression = balanced(3, iter("abcdefgh"))
    value, passes = run(expression, 2)
    assert passes > 1
    assert value == pytest.approx(float(evaluate_tree(expression, TENSORS)))


def test_too_much_to_spill_is_refused_with_advice():
    many = "".join(f"+ tanh(a+{n})*exp(b+{n})*(tanh(a+{n}) - exp(b+{n}))" for n in range(30))
    total = parse("a " + many)
    parts = Call("multiply", (total, Call("tanh", (total,))))
    with pytest.raises(TemplateError, match="split it into two operations"):
        graph, root, leaves = build(parts)
        plan(graph, root, leaves, "out", SPILL[:1], 2)


operations = st.recursive(
    st.sampled_from("abcd").map(Name),
    lambda inner: (
        st.builds(lambda f, x: Call(f, (x,)), st.sampled_from(["tanh", "exp", "square"]), inner)
        | st.builds(
            lambda f, x, y: Call(f, (x, y)), st.sampled_from(["add", "subtract", "multiply"]), inner, inner
        )
    ),
    max_leaves=24,
)


@given(operations, st.sampled_from([3, 4, 8]))
def test_any_expression_gives_its_value_in_any_number_of_tiles(expression, tiles):
    with np.errstate(all="ignore"):
        expected = float(evaluate_tree(expression, TENSORS))
    value, _ = run(expression, tiles)
    assert value == pytest.approx(expected, rel=1e-9, nan_ok=True) or not np.isfinite(expected)


def test_simplified_expressions_too():
    expression = parse("(a + b)*(a - b) + (a + b)**3")
    graph = Graph()
    root = graph.add(simplify(bind(expression, ())))
    leaves = {n: node.tensor for n, node in enumerate(graph.nodes) if isinstance(node, Load)}
    (part,) = plan(graph, root, leaves, "out", SPILL, 4)
    assert carry_out(part, 4, TENSORS) == pytest.approx(float(evaluate_tree(expression, TENSORS)))
