import json
from textwrap import dedent

import numpy as np
import pytest

from tilesmith.agent.spec.golden import golden
from tilesmith.agent.spec.model import DType
from tilesmith.agent.spec.python_file import SpecFileError, load_spec
from tilesmith.agent.spec.resolve import OperationRequest, resolve
from tilesmith.agent.spec.shapes import batch_dimensions, dimensions, input_shapes


@pytest.fixture
def write(tmp_path):
    def write_file(text, name="my_op.py"):
        path = tmp_path / name
        path.write_text(dedent(text))
        return path

    return write_file


SOFTSIGN = """
    import numpy as np

    inputs = {"a": (-4, 4)}
    parameters = {"alpha": (0.1, 1.0)}
    tolerance = {"max_ulp": 8}

    def scaled_softsign(a, b, *, alpha=0.5):
        '''Softsign of a, scaled by b.

        More about it.'''
        return alpha * b * a / (1 + np.abs(a))
"""


def test_a_function_and_its_settings_make_an_operation(write):
    spec = load_spec(write(SOFTSIGN))
    assert spec.name == "scaled_softsign"
    assert spec.description == "Softsign of a, scaled by b."
    assert [(t.name, t.low, t.high) for t in spec.inputs] == [("a", -4, 4), ("b", -2, 2)]
    assert [(p.name, p.value, p.low, p.high) for p in spec.parameters] == [("alpha", 0.5, 0.1, 1.0)]
    assert spec.tolerance.max_ulp == 8
    values = golden(spec, {"a": np.array([3.0]), "b": np.array([2.0])}, {"alpha": 1.0})
    np.testing.assert_allclose(values["out"], [1.5])


def test_the_command_lines_parameters_override_the_defaults(write):
    request = OperationRequest(spec_file=write(SOFTSIGN), parameters={"alpha": 0.25})
    assert resolve(request).parameters[0].value == 0.25


def test_several_outputs_and_float32(write):
    settings = "dtype = 'float32'\noutputs = ('mean', 'spread')\n"
    spec = load_spec(write(settings + "def op(a):\n    return a.mean(), a.max() - a.min()"))
    assert [(t.name, t.dtype) for t in spec.outputs] == [("mean", DType.FLOAT32), ("spread", DType.FLOAT32)]
    values = golden(spec, {"a": np.array([1.0, 5.0])}, {})
    assert (values["mean"], values["spread"]) == (3.0, 4.0)


def test_a_function_named_reference_takes_the_files_name(write):
    text = "def helper(x):\n    return x\ndef reference(a):\n    return helper(a)"
    assert load_spec(write(text, "twice.py")).name == "twice"


def test_functions_that_the_file_imports_are_not_meant(write):
    assert (
        load_spec(write("from math import prod\nfrom os.path import join\ndef f(a):\n    return a")).name
        == "f"
    )


def test_the_file_may_import_its_neighbours(write):
    write("FACTOR = 3.0", "neighbour_of_my_op.py")
    spec = load_spec(write("from neighbour_of_my_op import FACTOR\ndef f(a):\n    return FACTOR * a"))
    np.testing.assert_array_equal(golden(spec, {"a": np.array([2.0])}, {})["out"], [6.0])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("def f(a:\n  pass", r"my_op\.py:1: SyntaxError"),
        ("x = 1\ny = 1/0\ndef f(a): return a", r"my_op\.py:2: ZeroDivisionError: division by zero"),
        ("raise SystemExit('bye')", r"my_op\.py:1: SystemExit: bye"),
        ("x = 1", "defines no function: write one public function"),
        ("def f(a): return a\ndef g(a): return a", "defines f, g: .*'my_op'"),
        ("def f(): return 1", r"my_op\.py:1: f takes no input tensor"),
        ("def f(a, *, k): return a", "parameter k needs a number"),
        ("def f(a, k=2): return a", r"argument k: inputs are plain arguments"),
        ("def f(*a): return a", "argument a: inputs"),
        ("inputs = {'b': (0, 1)}\ndef f(a): return a", "inputs names 'b', but the function has a"),
        ("inputs = {'a': 3}\ndef f(a): return a", r"must be \(low, high\)"),
        ("inputs = {'a': (3, 1)}\ndef f(a): return a", "low .3. must be less than high"),
        ("tolerance = {'max_ulps': 1}\ndef f(a): return a", "max_ulps"),
        ("dtype = 'int8'\ndef f(a): return a", "dtype"),
        ("def f(A): return A", "not a usable name"),
    ],
)
def test_faults_of_the_file_are_one_sentence(write, text, message):
    with pytest.raises(SpecFileError, match=message) as caught:
        load_spec(write(text))
    assert "\n" not in str(caught.value)


def test_a_missing_file(tmp_path):
    with pytest.raises(SpecFileError, match="cannot read"):
        load_spec(tmp_path / "nothing.py")


def test_a_reference_that_fails_names_the_line(write):
    spec = load_spec(write("def f(a):\n    b = a + 1\n    return b.nothing"))
    with pytest.raises(SpecFileError, match=r"my_op\.py:3: AttributeError"):
        golden(spec, {"a": np.zeros(2)}, {})


def test_a_reference_that_returns_too_little_says_so(write):
    spec = load_spec(write("outputs = ('x', 'y')\ndef f(a):\n    return a"))
    with pytest.raises(SpecFileError, match=r"returned 1 array\(s\), but its outputs are x, y"):
        golden(spec, {"a": np.zeros(2)}, {})


def test_inputs_may_name_their_dimensions(write):
    spec = load_spec(
        write("""
            shapes = {"a": "batch m k", "b": "k n"}

            def product(a, b):
                return a @ b
        """)
    )
    assert [tensor.shape for tensor in spec.inputs] == [("batch", "m", "k"), ("k", "n")]
    assert dimensions(spec) == ("batch", "m", "k", "n")
    assert batch_dimensions(spec) == {"batch"}
    assert input_shapes(spec, (2, 32, 64, 96)) == {"a": (2, 32, 64), "b": (64, 96)}


@pytest.mark.parametrize(
    ("shapes", "body"),
    [
        ('{"a": "m n", "b": "1 n"}', "a + b"),
        ('{"a": "m k", "b": "n k"}', "a @ b.T"),
        ('{"a": "m n", "b": "m 1"}', "b * np.max(a, axis=-1, keepdims=True)"),
    ],
)
def test_a_formula_of_named_shapes_is_read_too(write, shapes, body):
    text = f"import numpy as np\n\nshapes = {shapes}\n\ndef of_matrices(a, b):\n    return {body}\n"
    spec = load_spec(write(text))
    assert spec.reference.kind == "expression"
    assert spec.reference.text == body
    assert [tensor.shape for tensor in spec.inputs] == [tuple(s.split()) for s in json.loads(shapes).values()]


@pytest.mark.parametrize(
    ("shapes", "said"),
    [
        ('{"a": "m k"}', "give the dimensions of all inputs or of none"),
        ('{"a": "m k", "c": "k n"}', "shapes names 'c'"),
        ('{"a": "m K", "b": "k n"}', "'K' is no dimension"),
        ('{"a": ("m", "k"), "b": "k n"}', "must name dimensions, such as 'm k'"),
        ('{"a": "32 32", "b": "32 32"}', "at least one dimension"),
    ],
)
def test_wrong_shapes_are_said(write, shapes, said):
    with pytest.raises(SpecFileError, match=said):
        load_spec(write(f"shapes = {shapes}\n\ndef product(a, b):\n    return a @ b\n"))


COMMUNICATING = """
    shapes = {{"a": "rows columns", "b": "1 columns"}}
    communication = {}

    def op(a, b):
        return a + b
"""


def test_how_cores_shall_work_together(write):
    spec = load_spec(write(COMMUNICATING.format('{"kind": "multicast", "along": "rows", "of": "b"}')))
    assert (spec.communication.kind, spec.communication.along, spec.communication.of) == (
        "multicast",
        "rows",
        "b",
    )
    assert load_spec(write(SOFTSIGN)).communication is None


@pytest.mark.parametrize(
    ("communication", "message"),
    [
        ('{"kind": "torus", "along": "rows"}', "communication.kind: Input should be 'multicast', 'ring'"),
        ('{"kind": "ring", "along": "m"}', "along = 'm' must be a dimension that an input has once"),
        ('{"kind": "ring", "along": "1"}', "along = '1' must be a dimension"),
        ('{"kind": "ring", "along": "rows", "of": "b"}', "of is for a multicast, not for a ring"),
        ('{"kind": "multicast", "along": "rows"}', "of must name an input to multicast that has no 'rows'"),
        (
            '{"kind": "multicast", "along": "rows", "of": "a"}',
            "of must name an input to multicast that has no",
        ),
        (
            '{"kind": "ring", "along": "rows", "via": "L1"}',
            "communication.via: Extra inputs are not permitted",
        ),
        ('"ring"', "communication must be a dict"),
    ],
)
def test_a_communication_that_cannot_be_is_refused(write, communication, message):
    with pytest.raises(SpecFileError) as caught:
        load_spec(write(COMMUNICATING.format(communication)))
    assert message in str(caught.value)


ROWS = """
    layout = {}

    def op(a, b):
        return a + b
"""


def test_tensors_lie_in_tiles_unless_the_file_says_rows(write):
    assert load_spec(write(SOFTSIGN)).row_major == ()
    assert load_spec(write(ROWS.format("'row_major'"))).row_major == ("a", "b", "out")
    assert load_spec(write(ROWS.format("{'a': 'row_major', 'out': 'row_major'}"))).row_major == ("a", "out")


@pytest.mark.parametrize(
    ("layout", "message"),
    [
        ("'rows'", "layout is 'rows', but must be one of tile, row_major"),
        ("3", "layout is 3, but must be one of tile, row_major"),
        ("{'c': 'tile'}", "layout names 'c', but the tensors are a, b, out"),
    ],
)
def test_an_unknown_layout_is_refused(write, layout, message):
    with pytest.raises(SpecFileError) as caught:
        load_spec(write(ROWS.format(layout)))
    assert message in str(caught.value)


def test_ranges_of_the_command_line_leave_the_layout(write):
    asked = OperationRequest(spec_file=write(ROWS.format("'row_major'")), ranges={"a": (0, 1)})
    assert resolve(asked).inputs[0].layout == "row_major"
    assert resolve(asked).inputs[0].high == 1
