import numpy as np
import pytest

from tilesmith.agent.spec import Target
from tilesmith.agent.spec.communication import Communication
from tilesmith.agent.spec.expression import ExpressionError
from tilesmith.agent.spec.golden import golden
from tilesmith.agent.spec.resolve import (
    OperationRequest,
    OperationRequestError,
    UnknownOperationError,
    require_possible,
    resolve,
)


def expression(text, **parameters):
    return resolve(OperationRequest(expression=text, parameters=parameters))


def test_a_catalogue_name_in_any_spelling():
    assert resolve(OperationRequest(operation="Diode-Equation")).name == "diode_equation"


def test_an_unknown_name_lists_what_there_is_nearest_first():
    with pytest.raises(UnknownOperationError) as caught:
        resolve(OperationRequest(operation="multipy"))
    message = str(caught.value)
    assert "there are multiply, " in message
    assert "diode_equation" in message
    assert "--expression" in message
    assert "--spec" in message


def test_names_of_an_expression_are_inputs_unless_given_as_parameters():
    spec = expression("alpha*a + b", alpha=0.5)
    assert [tensor.name for tensor in spec.inputs] == ["a", "b"]
    assert [(p.name, p.value) for p in spec.parameters] == [("alpha", 0.5)]
    np.testing.assert_array_equal(
        golden(spec, {"a": np.array([2.0]), "b": np.array([1.0])}, {"alpha": 3.0})["out"], [7.0]
    )


def test_an_expression_over_several_lines_becomes_one():
    assert expression("(a\n  + b)").description == "(a + b)"


def test_the_output_avoids_the_names_of_the_inputs():
    assert expression("out + out_0").outputs[0].name == "out_1"


def test_a_constant_expression_still_has_the_shape_of_its_input():
    spec = expression("a*0 + 3")
    assert golden(spec, {"a": np.zeros((2, 3))}, {})["out"].shape == (2, 3)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("a + b", -2.0, 2.0),
        ("sqrt(a)", 0.125, 4.0),
        ("1/a", 0.125, 4.0),
        ("1/(a*a + 1)", -2.0, 2.0),
        ("sqrt(1 - a*a)", -0.9, 0.9),
        ("log(log(a))", 1.25, 4.0),
        ("a**3", -2.0, 2.0),
        ("a**-2", 0.125, 4.0),
        ("exp(exp(exp(a)))", -0.9, 0.9),
    ],
)
def test_ranges_stay_inside_the_domain(text, low, high):
    assert {(tensor.low, tensor.high) for tensor in expression(text).inputs} == {(low, high)}


def test_an_expression_without_a_usual_range_asks_for_one():
    with pytest.raises(ExpressionError, match=r"\(--spec\), such as inputs = {'a': \(3, 9\)}"):
        expression("log(a - 100)")


def test_ranges_that_are_given_are_used_and_the_others_chosen_around_them():
    request = OperationRequest(expression="log(a - 100) / b", ranges={"a": (110.0, 120.0)})
    assert [(t.name, t.low, t.high) for t in resolve(request).inputs] == [
        ("a", 110.0, 120.0),
        ("b", 0.125, 4.0),
    ]


def test_each_input_gets_the_widest_range_that_fits_it():
    assert {t.name: (t.low, t.high) for t in expression("a / b + log(c)").inputs} == {
        "a": (-2.0, 2.0),
        "b": (0.125, 4.0),
        "c": (0.125, 4.0),
    }


def test_ranges_override_the_catalogues():
    spec = resolve(OperationRequest(operation="add", ranges={"b": (0.0, 1.0)}))
    assert [(t.low, t.high) for t in spec.inputs] == [(-4.0, 4.0), (0.0, 1.0)]


def test_an_expression_needs_an_input():
    with pytest.raises(ExpressionError, match="no input tensor"):
        expression("k*2", k=1.0)


def test_parameters_override_the_catalogues_and_are_then_fixed():
    spec = resolve(OperationRequest(operation="diode_equation", parameters={"isat": 0.5}))
    assert [(p.name, p.value, p.low) for p in spec.parameters] == [("isat", 0.5, None), ("vj", 0.25, 0.2)]


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (OperationRequest(), "give one of"),
        (OperationRequest(operation="add", expression="a"), "give one of"),
        (OperationRequest(operation="add", parameters={"k": 1.0}), "no parameter k: it has none"),
        (OperationRequest(operation="diode_equation", parameters={"k": 1.0}), "it has isat, vj"),
        (
            OperationRequest(expression="a", ranges={"c": (0.0, 1.0)}),
            "range was given for c, .* inputs are a",
        ),
        (OperationRequest(expression="a", ranges={"a": (2.0, 1.0)}), "low .2. must be less than high"),
        (OperationRequest(expression="a", name="No Good"), "not a usable name"),
    ],
)
def test_requests_that_cannot_be_met(request_, message):
    with pytest.raises(OperationRequestError, match=message):
        resolve(request_)


def test_cores_that_shall_work_together_need_to_be_several_with_inputs_in_dram():
    spec = expression("a + b").model_copy(update={"communication": Communication(kind="ring", along="rows")})
    require_possible(spec, Target(core_mode="multi"))
    require_possible(expression("a + b"), Target())
    with pytest.raises(OperationRequestError, match="give --core-mode multi"):
        require_possible(spec, Target())
    with pytest.raises(OperationRequestError, match="give --memory dram"):
        require_possible(spec, Target(core_mode="multi", memory="sharded"))
