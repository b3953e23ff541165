"""Remedies for host programs, from the compiler's words."""

import pytest

from tilesmith.tools.cmake.host_hints import host_hint


@pytest.mark.parametrize(
    ("message", "line", "said"),
    [
        ("'CreateDevice' was not declared in this scope", "", "create_unit_mesh"),
        ("'EnqueueProgram' is not a member of 'tt::tt_metal'", "", "EnqueueMeshWorkload"),
        ("'InterleavedBufferConfig' does not name a type", "", "DeviceLocalBufferConfig"),
        ("'class tt::tt_metal::distributed::MeshDevice' has no member named 'command_queue'", "", "mesh_com"),
        ("no match for 'operator+' (operand types are 'bfloat16' and 'bfloat16')", "", "convert to float"),
        ("anything at all", '    TT_THROW("no " + name);', 'TT_THROW("found {}", value)'),
        ("base operand of '.' has non-pointer ... which is of pointer type", "", "write -> instead of ."),
    ],
)
def test_what_is_known_has_a_remedy(message: str, line: str, said: str) -> None:
    assert said in host_hint(message, line)


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("'my_helper' was not declared in this scope", "my_helper();"),
        ("no match for 'operator+' (operand types are 'std::string' and 'int')", "a + 1;"),
        ("expected ';' before 'return'", "int x"),
    ],
)
def test_nothing_is_made_up_for_others(message: str, line: str) -> None:
    assert host_hint(message, line) == ""
