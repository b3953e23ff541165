import pytest

from tilesmith.agent.scaffold import project_folder, scaffold, target_name
from tilesmith.agent.spec import CoreMode, Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.agent.spec.resolve import OperationRequest, resolve
from tilesmith.tools.project import IO_HEADER, IO_SOURCE


def named(name):
    return resolve(OperationRequest(expression="a*2", name=name))


def test_the_build_names_target_host_and_kernel_prefix():
    text = scaffold(CATALOGUE["add"], Target())["CMakeLists.txt"]
    assert "find_package(TT-Metalium REQUIRED)" in text
    assert "add_executable(add add.cpp tilesmith_io.cpp)" in text
    assert 'OVERRIDE_KERNEL_PREFIX="${CMAKE_CURRENT_SOURCE_DIR}/"' in text


def test_the_readme_says_how_to_build_and_run():
    text = scaffold(CATALOGUE["diode_equation"], Target(core_mode=CoreMode.MULTI))["README.md"]
    assert "`isat * (exp(v / vj) - 1)` on all Tensix cores of a wormhole_b0" in text
    assert 'cmake -B build -DCMAKE_PREFIX_PATH="$(tilesmith emulator path)"' in text
    assert "./build/diode_equation --param isat=0.001\n./build/diode_equation --param vj=0.25\n" in text
    assert "`DIR/v.npy`, `DIR/isat.npy` (0-d), `DIR/vj.npy` (0-d)" in text


def test_the_readme_names_the_dimensions_of_matrices():
    text = scaffold(CATALOGUE["matmul"], Target())["README.md"]
    assert "./build/matmul --size m=64 --size k=96 --size n=128 --seed 3 " in text
    assert "--shape" not in text


def test_the_readme_of_a_python_operation_names_the_function(tmp_path):
    path = tmp_path / "f.py"
    path.write_text("def flipped(a):\n    return a[..., ::-1]")
    text = scaffold(resolve(OperationRequest(spec_file=path)), Target())["README.md"]
    assert "flipped() of f.py" in text


@pytest.mark.parametrize("name", [IO_HEADER, IO_SOURCE])
def test_input_and_output_are_the_same_in_every_project(name):
    assert len({scaffold(spec, Target())[name] for spec in CATALOGUE.values()}) == 1


@pytest.mark.parametrize("name", ["all", "test", "install"])
def test_names_that_cmake_reserves_get_another_target(name):
    assert target_name(named(name)) == f"{name}_program"


def test_folders_tell_the_core_mode():
    assert project_folder(CATALOGUE["add"], Target()) == "add_single_core"
