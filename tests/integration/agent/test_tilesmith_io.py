"""`tilesmith_io`, compiled by itself: files, tiles, rounding, options and the self-check."""

import subprocess
from pathlib import Path

import numpy as np
import pytest

from tilesmith.agent.scaffold import scaffold
from tilesmith.agent.spec import Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.tools.project import IO_HEADER, IO_SOURCE

# Its "device" goes through the tiles as a real one would, and can be told to fail.
PROGRAM = """
#include <cmath>

#include "tilesmith_io.hpp"

using namespace tilesmith;

Tensor raw_tiles(const Tensor& tensor) {
    Tensor raw;
    for (const STORAGE value : tilize<STORAGE>(tensor)) {
        raw.values.push_back(static_cast<float>(value));
    }
    raw.shape = {raw.values.size()};
    return raw;
}

int main(int argc, char** argv) {
    const Operation operation{
        .name = "scale",
        .inputs = {{.name = "a", .dtype = DType::ELEMENT, .low = -2, .high = 2},
                   {.name = "b", .dtype = DType::ELEMENT, .low = -2, .high = 2}},
        .outputs = {{.name = "out", .dtype = DType::ELEMENT}, {.name = "tiles", .dtype = DType::float32}},
        .parameters = {{.name = "k", .value = 2}},
        .tolerance = {.max_ulp = 0.5, .absolute_floor = 0, .norm_relative = 0.01},
    };
    const Golden golden = [](const Arguments& arguments) {
        const Tensor& a = arguments.input("a");
        std::vector<double> out;
        for (const float value : a.values) {
            out.push_back(arguments.parameter("k") * value);
        }
        const Tensor tiles = raw_tiles(a);
        const std::vector<double> same(tiles.values.begin(), tiles.values.end());
        return std::map<std::string, std::vector<double>>{{"out", out}, {"tiles", same}};
    };
    const Device device = [](const Arguments& arguments) {
        const Tensor& a = arguments.input("a");
        const auto k = static_cast<float>(arguments.parameter("k"));
        std::vector<STORAGE> scaled;
        for (const STORAGE value : tilize<STORAGE>(a)) {
            scaled.push_back(STORAGE(k * static_cast<float>(value)));
        }
        Results results;
        results.outputs["out"] = untilize(scaled, a.shape);
        results.outputs["tiles"] = raw_tiles(a);
        results.milliseconds = 1.5;
        if (arguments.parameter("k") == 13) {
            results.outputs["out"].values.back() += 1;
        }
        if (arguments.parameter("k") == 14) {
            results.outputs["out"].values.front() = NAN;
        }
        return results;
    };
    return run(argc, argv, operation, golden, device);
}
"""


def build(folder: Path, element: str, storage: str) -> Path:
    files = scaffold(CATALOGUE["add"], Target())
    for name in (IO_HEADER, IO_SOURCE):
        (folder / name).write_text(files[name])
    source = folder / "program.cpp"
    source.write_text(PROGRAM.replace("ELEMENT", element).replace("STORAGE", storage))
    command = ["g++", "-std=c++20", "-Wall", "-Wextra", "-Werror", "-fsanitize=address,undefined", "-g0"]
    sources = [str(source), str(folder / IO_SOURCE)]
    subprocess.run([*command, *sources, "-o", str(folder / "program")], check=True, timeout=120)
    return folder / "program"


@pytest.fixture(scope="module")
def bfloat16(tmp_path_factory):
    return build(tmp_path_factory.mktemp("bfloat16"), "bfloat16", "BFloat16")


@pytest.fixture(scope="module")
def float32(tmp_path_factory):
    return build(tmp_path_factory.mktemp("float32"), "float32", "float")


def run(program, *arguments):
    return subprocess.run(
        [str(program), *map(str, arguments)], capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture
def exchange(tmp_path):
    """Runs a program on arrays through files, and gives its outputs."""
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()

    def through_files(program, a, k=1.0):
        for name, array in {"a": a, "b": a, "k": np.float32(k)}.items():
            np.save(tmp_path / "in" / f"{name}.npy", np.asarray(array, dtype=np.float32))
        done = run(program, "--inputs", tmp_path / "in", "--outputs", tmp_path / "out")
        assert done.returncode == 0, done.stderr
        return np.load(tmp_path / "out" / "out.npy"), np.load(tmp_path / "out" / "tiles.npy")

    return through_files


def tilized(array):
    """Tiles of 32x32 in row-major order, each of four 16x16 faces, zeros as padding."""
    matrices = array.reshape(-1, *array.shape[-2:]) if array.ndim > 1 else array.reshape(1, 1, -1)
    batches, rows, columns = matrices.shape
    padded = np.zeros((batches, -rows % 32 + rows, -columns % 32 + columns), dtype=array.dtype)
    padded[:, :rows, :columns] = matrices
    height, width = padded.shape[1] // 32, padded.shape[2] // 32
    faces = padded.reshape(batches, height, 2, 16, width, 2, 16)
    return faces.transpose(0, 1, 4, 2, 5, 3, 6).ravel()


@pytest.mark.parametrize("shape", [(32, 32), (64, 96), (1,), (70,), (33, 1), (5, 40), (2, 3, 20, 50)])
def test_any_shape_is_padded_tilized_and_comes_back(float32, exchange, shape):
    a = np.random.default_rng(0).normal(size=shape).astype(np.float32)
    out, tiles = exchange(float32, a)
    np.testing.assert_array_equal(out, a)
    np.testing.assert_array_equal(tiles, tilized(a))


def test_bfloat16_rounds_to_nearest_even(bfloat16, exchange):
    bits = np.random.default_rng(1).integers(0, 2**32, 4096, dtype=np.uint32)
    halves = np.array([0x3F808000, 0x3F818000, 0x3F808001, 0xBF808000, 0x7F7FFFFF], dtype=np.uint32)
    values = np.concatenate([bits, halves]).view(np.float32)
    words = values.view(np.uint32).astype(np.uint64)
    expected = ((words + 0x7FFF + ((words >> 16) & 1)) >> 16 << 16).astype(np.uint32).view(np.float32)
    out, _ = exchange(bfloat16, values)
    nan = np.isnan(values)
    assert np.isnan(out[nan]).all()
    np.testing.assert_array_equal(out[~nan], expected[~nan])


def test_a_parameter_comes_from_its_file(float32, exchange):
    out, _ = exchange(float32, np.ones((2, 2)), k=-3.0)
    np.testing.assert_array_equal(out, np.full((2, 2), -3.0))


def test_alone_it_checks_itself_and_prints_the_time(bfloat16):
    done = run(bfloat16)
    assert done.returncode == 0
    assert "scale: 1.500 ms\n" in done.stdout
    assert "out: 0 of 15360 elements wrong" in done.stdout
    assert done.stdout.endswith("PASS\n")


def test_shape_seed_and_parameters_can_be_chosen(float32):
    first = run(float32, "--shape", "3,40,5", "--seed", 7, "--param", "k=-0.5")
    assert "out: 0 of 600 elements wrong" in first.stdout
    assert first.stdout == run(float32, "--shape", "3,40,5", "--seed", 7, "--param", "k=-0.5").stdout


@pytest.mark.parametrize("fault", [13, 14], ids=["wrong", "nan"])
def test_one_wrong_element_fails(float32, fault):
    done = run(float32, "--param", f"k={fault}")
    assert done.returncode == 1
    assert "out: 1 of 15360 elements wrong" in done.stdout
    assert done.stdout.endswith("FAIL\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--shape"], "usage: "),
        (["--shape", "3,x"], "each dimension of --shape must be a number, not 'x'"),
        (["--shape", "0,4"], "tensor a of shape [0, 4] has no elements to work on"),
        (["--shape", "99999999,99999999"], "is too large"),
        (["--seed", "-1"], "--seed must be a number, not '-1'"),
        (["--param", "k"], "write --param name=value"),
        (["--param", "q=1"], "there is no parameter q"),
        (["--inputs", "x"], "give both --inputs and --outputs"),
        (["--frobnicate", "1"], "unknown option --frobnicate"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(float32, arguments, message):
    done = run(float32, *arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


def npy(array):
    import io

    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


GOOD = npy(np.ones((2, 3), np.float32))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot read"),
        (b"", "is not a .npy file, or is cut off"),
        (b"not numpy at all", "is not a .npy file"),
        (GOOD[:40], "is not a .npy file, or is cut off"),
        (GOOD[:-1], "holds 23 bytes of data, but shape [2, 3] needs 24"),
        (GOOD + b"x", "holds 25 bytes of data"),
        (npy(np.ones((2, 3), np.float64)), "must hold float32, little-endian, in C order"),
        (npy(np.ones((2, 3), ">f4")), "must hold float32"),
        (npy(np.asfortranarray(np.ones((2, 3), np.float32))), "must hold float32"),
        (GOOD.replace(b"(2, 3)", b"(2, x)"), "malformed shape"),
        (GOOD.replace(b"(2, 3)", b"(2,99)"), "holds 24 bytes of data"),
        (
            npy(np.ones((3, 2), np.float32)),
            "the inputs must have one shape, but a has [2, 3] and b has [3, 2]",
        ),
        (npy(np.float32(1)), "tensor b of shape [] has no elements"),
    ],
)
def test_a_malformed_file_is_one_line_and_exit_code_2(float32, tmp_path, content, message):
    (tmp_path / "a.npy").write_bytes(GOOD)
    np.save(tmp_path / "k.npy", np.float32(1))
    if content is not None:
        (tmp_path / "b.npy").write_bytes(content)
    done = run(float32, "--inputs", tmp_path, "--outputs", tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_array_is_no_parameter(float32, tmp_path):
    for name, array in {"a": np.ones(3), "b": np.ones(3), "k": np.ones(3)}.items():
        np.save(tmp_path / f"{name}.npy", array.astype(np.float32))
    done = run(float32, "--inputs", tmp_path, "--outputs", tmp_path)
    assert (done.returncode, "must hold one number, not shape [3]" in done.stderr) == (2, True)


def test_a_folder_that_cannot_be_written(float32, tmp_path):
    for name, array in {"a": np.ones(3), "b": np.ones(3), "k": np.float32(1)}.items():
        np.save(tmp_path / f"{name}.npy", np.asarray(array, np.float32))
    done = run(float32, "--inputs", tmp_path, "--outputs", tmp_path / "missing")
    assert done.returncode == 2
    assert "cannot write" in done.stderr


ROWS = """
#include <cstdlib>

#include "tilesmith_io.hpp"

using namespace tilesmith;

void require(bool condition) {
    if (!condition) {
        std::abort();
    }
}

template <typename Element>
void check(std::size_t page_bytes) {
    Tensor counted{{2, 3, 37}, std::vector<float>(222)};
    for (std::size_t at = 0; at < counted.values.size(); ++at) {
        counted.values[at] = static_cast<float>(at);
    }
    require(row_count(counted) == 6 && row_bytes<Element>(counted) == page_bytes);
    const std::vector<Element> rows = to_rows<Element>(counted);
    const std::size_t padded = page_bytes / sizeof(Element);
    require(rows.size() == 6 * padded);
    require(static_cast<float>(rows[2 * padded]) == 74 && static_cast<float>(rows[37]) == 0);
    require(from_rows(rows, counted.shape).values == counted.values);
}

int main() {
    check<BFloat16>(128);
    check<float>(192);
    check<std::int32_t>(192);
    check<std::uint16_t>(128);
}
"""


def test_rows_are_padded_to_pages_and_come_back(tmp_path):
    files = scaffold(CATALOGUE["add"], Target())
    for name in (IO_HEADER, IO_SOURCE):
        (tmp_path / name).write_text(files[name])
    (tmp_path / "rows.cpp").write_text(ROWS)
    command = ["g++", "-std=c++20", "-Wall", "-Wextra", "-Werror", "-fsanitize=address,undefined", "-g0"]
    sources = [str(tmp_path / "rows.cpp"), str(tmp_path / IO_SOURCE)]
    subprocess.run([*command, *sources, "-o", str(tmp_path / "rows")], check=True, timeout=120)
    subprocess.run([str(tmp_path / "rows")], check=True, timeout=60)
