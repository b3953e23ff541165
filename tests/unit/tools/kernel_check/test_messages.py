"""What compilers print becomes messages that lead to a line of the project."""

from tilesmith.tools.kernel_check.blame import blamed
from tilesmith.tools.kernel_check.messages import Place, parse_messages

GCC_TEMPLATE = """\
In file included from /sdk/api/tensor.h:14,
                 from tilesmith_unit.cpp:3:
/sdk/api/args.h: In instantiation of 'constexpr uint32_t get_ct_arg() [with unsigned int Idx = 4]':
/sdk/api/tensor.h:23:62:   required from 'struct TensorAccessorArgs<4>'
project/kernels/reader.cpp:7:47:   required from here
/sdk/api/args.h:27:23: error: static assertion failed: Index out of range
/sdk/api/args.h:27:23: note: the comparison reduces to '(4 < 4)'
project/kernels/reader.cpp:9:5: warning: unused variable 'x' [-Wunused-variable]
project/kernels/reader.cpp:9:5: note: of the warning
project/kernels/reader.cpp:12:20: error: comparison of different signedness [-Werror=sign-compare]
cc1plus: all warnings being treated as errors
"""
CLANG_TEMPLATE = """\
/sdk/api/args.h:27:23: error: static assertion failed: Index out of range
project/kernels/reader.cpp:7:28: note: in instantiation of template class 'Args<4>' requested here
/sdk/api/args.h:27:23: note: expression evaluates to '4 < 4'
1 error generated.
"""


def test_an_error_in_a_header_is_blamed_on_the_line_that_asked_for_it() -> None:
    first, second = parse_messages(GCC_TEMPLATE)
    assert blamed(first) == Place("kernels/reader.cpp", 7, 47)
    assert first.notes == ("the comparison reduces to '(4 < 4)'",)
    assert blamed(second) == Place("kernels/reader.cpp", 12, 20)
    assert (second.text, second.option) == ("comparison of different signedness", "-Werror=sign-compare")


def test_clang_tells_the_chain_in_notes() -> None:
    (message,) = parse_messages(CLANG_TEMPLATE)
    assert blamed(message) == Place("kernels/reader.cpp", 7, 28)
    assert message.notes == ("expression evaluates to '4 < 4'",)


def test_an_error_that_no_line_of_the_project_asked_for_is_nobodys() -> None:
    (message,) = parse_messages("/sdk/api/a.h:3:1: error: 'x' does not name a type\n")
    assert blamed(message) is None


def test_including_a_header_is_not_asking_for_its_errors() -> None:
    text = "In file included from project/k.cpp:1:\n/sdk/api/a.h:3:1: error: 'x' does not name a type\n"
    (message,) = parse_messages(text)
    assert blamed(message) is None
    assert message.included_from == (Place("project/k.cpp", 1),)


def test_typographic_quotes_are_read_as_plain_ones() -> None:
    (message,) = parse_messages("project/k.cpp:3:1: error: \u2018x\u2019 was not declared\n")
    assert message.text == "'x' was not declared"


def test_an_error_without_a_place_is_kept() -> None:
    (message,) = parse_messages("g++: fatal error: Killed signal terminated program cc1plus\n")
    assert (message.place, message.text) == (Place("", 0), "Killed signal terminated program cc1plus")
