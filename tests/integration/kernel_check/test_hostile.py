"""The compiler reads untrusted text: it cannot show files, and what cannot be checked is no fault."""

from pathlib import Path

from tilesmith.agent.spec import Arch
from tilesmith.tools.kernel_check import CheckStatus, KernelCheck, KernelJob, KernelRole, check_kernels
from tilesmith.tools.sdk import Sdk


def _check(sdk: Sdk, source: str, headers: dict[str, str] | None = None) -> KernelCheck:
    job = KernelJob("kernels/compute/k.cpp", source, KernelRole.COMPUTE, headers=headers or {})
    return check_kernels(sdk, [job], Arch.WORMHOLE_B0)[0]


def test_endless_templates_end_with_the_line_that_began_them(sdk: Sdk) -> None:
    result = _check(
        sdk,
        "template <int n> struct Deep { static constexpr int v = Deep<n + 1>::v; };\n"
        "void kernel_main() { constexpr int v = Deep<0>::v; (void)v; }\n",
    )
    assert result.status is CheckStatus.FAILED
    assert {d.line for d in result.diagnostics} <= {1, 2}


def test_an_endless_constant_expression_ends(sdk: Sdk) -> None:
    result = _check(
        sdk,
        "constexpr int spin() { int n = 0; while (true) { n ^= 1; } return n; }\n"
        "void kernel_main() { constexpr int v = spin(); (void)v; }\n",
    )
    assert result.status in (CheckStatus.FAILED, CheckStatus.UNCHECKED)


def test_a_macro_cannot_hide_an_include(sdk: Sdk) -> None:
    result = _check(sdk, '#define SECRET "/etc/passwd"\n#include SECRET\nvoid kernel_main() {}\n')
    assert [d.check for d in result.diagnostics] == ["forbidden_include"]


def test_a_link_out_of_the_project_shows_nothing(sdk: Sdk, tmp_path: Path) -> None:
    secret = tmp_path / "secret.h"
    secret.write_text("hidden words here\n")
    result = _check(sdk, f'#include "{secret}"\nvoid kernel_main() {{}}\n')
    assert "hidden words" not in result.model_dump_json()


def test_headers_of_the_project_are_found_and_blamed(sdk: Sdk) -> None:
    source = '#include "../shared.h"\nvoid kernel_main() { helper(); }\n'
    plain = '#include "shared.h"\nvoid kernel_main() { helper(); }\n'
    header = "#pragma once\ninline void helper() { no_such_call(); }\n"
    assert [d.check for d in _check(sdk, source).diagnostics] == ["forbidden_include"]
    result = _check(sdk, plain, {"kernels/compute/shared.h": header})
    assert [(d.file, d.line, d.check) for d in result.diagnostics] == [
        ("kernels/compute/shared.h", 2, "unknown_name")
    ]


def test_vectors_of_sfpi_are_read_without_its_compiler(sdk: Sdk) -> None:
    right = _check(sdk, '#include "sfpi.h"\nvoid kernel_main() { sfpi::vFloat v = 0.0f; }\n')
    wrong = _check(sdk, '#include "sfpi.h"\nvoid kernel_main() { sfpi::vFloat v = nonsense; }\n')
    assert (right.status, wrong.status) == (CheckStatus.PASSED, CheckStatus.FAILED)
