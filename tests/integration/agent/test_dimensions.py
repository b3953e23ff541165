"""`tilesmith_io` with inputs that name their dimensions: sizes, files that do not fit, padding."""

import subprocess
from pathlib import Path

import numpy as np
import pytest

from tilesmith.agent.scaffold import scaffold
from tilesmith.agent.spec import Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.tools.project import IO_HEADER, IO_SOURCE

# Its outputs tell of the inputs: rows and columns of both in tiles, and the first tile of `a`, padded with 7.
PROGRAM = """
#include "tilesmith_io.hpp"

using namespace tilesmith;

std::map<std::string, std::vector<double>> golden(const Arguments& arguments) {
    const Tensor& a = arguments.input("a");
    const Tensor& b = arguments.input("b");
    const std::vector<float> tiles = tilize<float>(a, 7);
    const std::vector<std::size_t> counts{tile_rows(a), tile_columns(a), tile_rows(b), tile_columns(b)};
    return {{"tiles", std::vector<double>(counts.begin(), counts.end())},
            {"first", std::vector<double>(tiles.begin(), tiles.begin() + 1024)}};
}

Results device(const Arguments& arguments) {
    Results results;
    for (const auto& [name, values] : golden(arguments)) {
        results.outputs[name] = {{values.size()}, std::vector<float>(values.begin(), values.end())};
    }
    return results;
}

int main(int argc, char** argv) {
    const Operation operation{
        .name = "shapes",
        .inputs = {{.name = "a", .dtype = DType::float32, .low = 0, .high = 1, .dimensions = {"m", "k"}},
                   {.name = "b", .dtype = DType::float32, .low = 0, .high = 1, .dimensions = {"k", "1"}}},
        .outputs = {{.name = "tiles", .dtype = DType::float32}, {.name = "first", .dtype = DType::float32}},
        .parameters = {},
        .tolerance = {.max_ulp = 0.5, .absolute_floor = 0, .norm_relative = 0.01},
    };
    return run(argc, argv, operation, golden, device);
}
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dimensions")
    files = scaffold(CATALOGUE["add"], Target())
    for name, text in {
        IO_HEADER: files[IO_HEADER],
        IO_SOURCE: files[IO_SOURCE],
        "program.cpp": PROGRAM,
    }.items():
        (folder / name).write_text(text)
    command = ["g++", "-std=c++20", "-Wall", "-Wextra", "-Werror", "-g0", "program.cpp", IO_SOURCE]
    subprocess.run([*command, "-o", "program"], check=True, timeout=120, cwd=folder)
    return folder / "program"


def run(program: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [str(program), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def exchanged(program: Path, folder: Path, a: np.ndarray, b: np.ndarray) -> subprocess.CompletedProcess[str]:
    for name, values in {"a": a, "b": b}.items():
        np.save(folder / f"{name}.npy", values.astype(np.float32))
    return run(program, "--inputs", folder, "--outputs", folder)


@pytest.mark.parametrize("arguments", [(), ("--size", "m=1"), ("--size", "k=100", "--size", "m=33")])
def test_it_makes_inputs_that_fit_each_other(program: Path, arguments: tuple[str, ...]) -> None:
    done = run(program, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert "PASS" in done.stdout


def test_tiles_are_counted_and_padded(program: Path, tmp_path: Path) -> None:
    a = np.full((33, 70), 3.0)
    done = exchanged(program, tmp_path, a, np.ones((70, 1)))
    assert done.returncode == 0, done.stderr
    assert np.load(tmp_path / "tiles.npy").tolist() == [2, 3, 3, 1]

    exchanged(program, tmp_path, a[:20, :10], np.ones((10, 1)))
    first = np.load(tmp_path / "first.npy").reshape(2, 2, 16, 16).swapaxes(1, 2).reshape(32, 32)
    assert (first[:20, :10] == 3).all()
    assert (first[20:] == 7).all() and (first[:, 10:] == 7).all()


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ((4, 5), (6, 1), "tensor b has shape [6, 1], which does not fit its dimensions"),
        ((4, 5), (5, 2), "tensor b has shape [5, 2], which does not fit its dimensions"),
        ((4, 5), (5,), "tensor b has shape [5], which does not fit its dimensions"),
    ],
)
def test_files_that_do_not_fit_are_one_line(program: Path, tmp_path: Path, a, b, said: str) -> None:
    done = exchanged(program, tmp_path, np.ones(a), np.ones(b))
    assert done.returncode == 2
    assert said in done.stderr


def test_an_unknown_dimension_is_one_line(program: Path) -> None:
    done = run(program, "--size", "n=3")
    assert done.returncode == 2
    assert "there is no dimension n" in done.stderr
