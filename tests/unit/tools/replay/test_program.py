"""Folders that hold a program, and what is said of those that do not."""

import json

import pytest

from tilesmith.agent.spec import Arch
from tilesmith.tools.replay import ProgramError, load_program, programs_below

from .programs import write_program


def test_a_program_is_known_by_its_description(tmp_path):
    found = load_program(write_program(tmp_path / "scale", "void kernel_main() { exp_tile(0); }"))

    assert (found.name, found.computes, [tensor.name for tensor in found.outputs]) == (
        "scale",
        True,
        ["out0"],
    )
    assert "exp_tile" in found.kernel_text and found.inputs()["in0"].shape == (32, 32)


def test_programs_are_found_below_a_folder(tmp_path):
    for name in ("b", "a/deep", "a"):
        write_program(tmp_path / name)

    assert [str(path.relative_to(tmp_path)) for path in programs_below(tmp_path)] == ["a", "a/deep", "b"]


def test_a_folder_without_a_program_is_refused(tmp_path):
    with pytest.raises(ProgramError, match=r"holds no program\.json: name the folder of a program"):
        load_program(tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "does not describe a program"),
        ("[]", "does not describe a program"),
        ('{"buffers": [], "kernels": []}', "buffers: "),
        (
            '{"buffers": [{"name": "in0"}], "kernels": [{"source": "a", "kind": "compute"}]}',
            r"buffers\.0\.dtype",
        ),
    ],
)
def test_a_malformed_description_is_refused_with_its_place(tmp_path, text, said):
    (tmp_path / "program.json").write_text(text)
    with pytest.raises(ProgramError, match=said):
        load_program(tmp_path)


@pytest.mark.parametrize("name", ["reader.cpp", "in0.npy"])
def test_a_missing_file_is_named(tmp_path, name):
    (write_program(tmp_path) / name).unlink()
    with pytest.raises(ProgramError, match=f"lacks {name}, which its program.json names"):
        load_program(tmp_path)


def test_the_error_that_was_recorded_is_read(tmp_path):
    folder = write_program(tmp_path)
    raw = json.loads((folder / "program.json").read_text())
    raw["golden"]["blackhole"] = {"max_abs_err": 0.25}
    (folder / "program.json").write_text(json.dumps(raw))

    found = load_program(folder)
    assert found.measured_error(Arch.BLACKHOLE) == 0.25
    assert found.measured_error(Arch.WORMHOLE_B0) is None
