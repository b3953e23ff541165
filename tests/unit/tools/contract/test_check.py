"""Each fault between files, planted into a project that is right, and the diagnostic it gives."""

import pytest

from tilesmith.tools.contract import check_contract, kernel_jobs
from tilesmith.tools.diagnostics import Diagnostic, Stage
from tilesmith.tools.kernel_check.job import KernelRole
from tilesmith.tools.project import Project

_READER = "kernels/dataflow/reader.cpp"
_COMPUTE = "kernels/compute/add.cpp"
_WRITER = "kernels/dataflow/writer.cpp"
_FILES = {
    "add.cpp": """#include <tt-metalium/host_api.hpp>
constexpr uint32_t tile_bytes = 2048;
void cb(Program& program, uint32_t unused) {}
int main() {
    constexpr uint32_t cb_a = tt::CBIndex::c_0;
    constexpr auto cb_out = tt::CBIndex::c_16;
    CreateCircularBuffer(program, cores,
        CircularBufferConfig(2 * tile_bytes, {{cb_a, DataFormat::Float16_b}}).set_page_size(cb_a, 2048));
    CreateCircularBuffer(program, cores,
        CircularBufferConfig(4096, {{tt::CBIndex::c_1, tt::DataFormat::Float32}})
            .set_page_size(tt::CBIndex::c_1, 4096));
    CreateCircularBuffer(program, cores,
        CircularBufferConfig(4096, {{cb_out, DataFormat::Float16_b}}).set_page_size(cb_out, tile_bytes));
    std::vector<uint32_t> reader_args = {cb_a, 1};
    TensorAccessorArgs(*a_buffer).append_to(reader_args);
    TensorAccessorArgs(*b_buffer).append_to(reader_args);
    auto reader = CreateKernel(program, OVERRIDE_KERNEL_PREFIX "kernels/dataflow/reader.cpp", cores,
        DataMovementConfig{.processor = DataMovementProcessor::RISCV_1, .noc = NOC::RISCV_1_default,
            .compile_args = reader_args});
    std::vector<uint32_t> writer_args;
    TensorAccessorArgs(*out_buffer).append_to(writer_args);
    const auto* path = "kernels/dataflow/writer.cpp";
    auto writer = CreateKernel(program, path, cores, WriterDataMovementConfig{writer_args});
    auto compute = CreateKernel(program, "kernels/compute/add.cpp", cores,
        ComputeConfig{.math_fidelity = MathFidelity::HiFi2, .compile_args = {8}, .defines = {{"ADD", "1"}}});
    for (const auto& core : cores) {
        SetRuntimeArgs(program, reader, core, {a_address, b_address, first});
        SetRuntimeArgs(program, writer, core, {out_address, first});
        SetRuntimeArgs(program, compute, core, {});
    }
}
""",
    _READER: """void kernel_main() {
    constexpr uint32_t cb_a = get_compile_time_arg_val(0);
    constexpr uint32_t cb_b = get_compile_time_arg_val(1);
    const uint32_t first = get_arg_val<uint32_t>(2);
    constexpr auto a_args = TensorAccessorArgs<2>();
    constexpr auto b_args = TensorAccessorArgs<a_args.next_compile_time_args_offset()>();
    cb_reserve_back(cb_a, 1);
    cb_push_back(cb_a, 1);
    cb_reserve_back(cb_b, 1);
    cb_push_back(cb_b, 1);
}
""",
    _COMPUTE: """void kernel_main() {
    constexpr uint32_t tiles = get_compile_time_arg_val(0);
    cb_wait_front(tt::CBIndex::c_0, 1);
    cb_wait_front(tt::CBIndex::c_1, 1);
    cb_reserve_back(tt::CBIndex::c_16, 1);
    cb_push_back(tt::CBIndex::c_16, 1);
}
""",
    _WRITER: """void kernel_main() {
    const uint32_t address = get_arg_val<uint32_t>(0);
    const uint32_t first = get_arg_val<uint32_t>(1);
    constexpr auto out_args = TensorAccessorArgs<0>();
    cb_wait_front(16, 1);
}
""",
}


def _project(file: str = "", old: str = "", new: str = "") -> Project:
    if file:
        assert _FILES[file].count(old) == 1, "the fault must be planted at exactly one place"
    return Project(files=_FILES | ({file: _FILES[file].replace(old, new)} if file else {}))


def _only(project: Project) -> Diagnostic:
    (fault,) = check_contract(project)
    assert fault.stage is Stage.CONTRACT
    return fault


def test_a_project_that_is_right_has_no_faults() -> None:
    assert check_contract(_project()) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "check", "where", "words"),
    [
        (_COMPUTE, "CBIndex::c_1,", "CBIndex::c_2,", "cb_not_created", (_COMPUTE, 4), "c_2 is used"),
        ("add.cpp", "{cb_a, 1}", "{cb_a, 7}", "cb_not_created", (_READER, 9), "c_7 is used"),
        ("add.cpp", "compute/add.cpp", "compute/sum.cpp", "kernel_path", ("add.cpp", 24), "sum.cpp"),
        ("add.cpp", ".compile_args = {8}, ", "", "compile_args_too_few", (_COMPUTE, 2), "passes 0"),
        (
            "add.cpp",
            "b_address, first}",
            "b_address}",
            "runtime_args_too_few",
            (_READER, 4),
            "argument 2 is read",
        ),
        (_READER, "Args<2>", "Args<1>", "accessor_offset", (_READER, 5), "starts at compile-time word 1"),
        (
            _READER,
            "Args<a_args.next_compile_time_args_offset()>",
            "Args<2>",
            "accessor_offset",
            (_READER, 6),
            "share",
        ),
        (_READER, "    cb_push_back(cb_b, 1);\n", "", "cb_never_filled", (_COMPUTE, 4), "c_1 is waited for"),
        (_WRITER, "cb_wait_front(16, 1);", "", "cb_never_emptied", (_COMPUTE, 6), "c_16 is filled"),
        (
            _WRITER,
            "wait_front(16",
            "wait_front(0",
            "cb_never_emptied",
            (_COMPUTE, 6),
            "hangs once it is full",
        ),
    ],
)
def test_a_planted_fault_is_found_at_its_line(
    file: str, old: str, new: str, check: str, where: tuple[str, int], words: str
) -> None:
    faults = check_contract(_project(file, old, new))

    found = [fault for fault in faults if fault.check == check]
    assert found, [fault.message for fault in faults]
    assert (found[0].file, found[0].line) == where
    assert words in found[0].message and found[0].excerpt


def test_a_kernel_that_the_host_never_creates_is_named() -> None:
    unused = Project(files=_FILES | {"kernels/compute/other.cpp": "void kernel_main() {}\n"})

    assert _only(unused).message == "the host never creates kernel kernels/compute/other.cpp"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        # The number of arguments depends on run time.
        ("add.cpp", "append_to(writer_args);", "append_to(writer_args); fill(writer_args);"),
        ("add.cpp", "{out_address, first}", "writer_values"),
        # Which buffers there are depends on run time.
        ("add.cpp", "{{tt::CBIndex::c_1,", "{{index_of(1),"),
        # The preprocessor decides whether the buffer is used.
        (_COMPUTE, "    cb_reserve_back", "#ifdef B\n    cb_wait_front(9, 1);\n#endif\n    cb_reserve_back"),
        # An index that a variable holds, which changes.
        (_COMPUTE, "cb_wait_front(tt::CBIndex::c_1, 1);", "uint32_t cb = 9; cb = 1; cb_wait_front(cb, 1);"),
        (_READER, "Args<2>", "Args<offset_of(a)>"),
        # Which buffer is pushed depends on run time, on an object or on another header.
        (_READER, "    cb_push_back(cb_b, 1);", "    cb_push_back(first, 1);"),
        (_READER, "    cb_push_back(cb_b, 1);", "    CircularBuffer(cb_b).push_back(1);"),
        (_READER, "    cb_push_back(cb_b, 1);", '#include "helpers.hpp"\n'),
        # The preprocessor decides whether it is pushed.
        (_READER, "    cb_push_back(cb_b, 1);", "#ifdef B\n    cb_push_back(cb_b, 1);\n#endif"),
    ],
)
def test_what_is_not_certain_is_not_reported(file: str, old: str, new: str) -> None:
    assert check_contract(_project(file, old, new)) == []


def test_a_result_may_stay_in_a_buffer_that_lies_over_a_tensor() -> None:
    files = _FILES | {_WRITER: _FILES[_WRITER].replace("    cb_wait_front(16, 1);\n", "")}
    placed = files["add.cpp"].replace(
        ".set_page_size(cb_out, tile_bytes)",
        ".set_page_size(cb_out, tile_bytes).set_globally_allocated_address(*out_buffer)",
    )

    assert check_contract(Project(files=files | {"add.cpp": placed})) == []


def test_jobs_carry_roles_words_defines_and_formats() -> None:
    jobs = {job.path: job for job in kernel_jobs(_project())}

    assert {path: job.role for path, job in jobs.items()} == {
        _READER: KernelRole.READER,
        _WRITER: KernelRole.WRITER,
        _COMPUTE: KernelRole.COMPUTE,
    }
    assert jobs[_READER].compile_args == (0, 1, 2, 2048, 2, 2048)
    assert jobs[_COMPUTE].compile_args == (8,) and jobs[_COMPUTE].defines == {"ADD": "1"}
    assert jobs[_COMPUTE].math_fidelity == "HiFi2"
    assert [(cb.index, cb.format, cb.page_size) for cb in jobs[_WRITER].cbs] == [
        (0, "Float16_b", 2048),
        (1, "Float32", 4096),
        (16, "Float16_b", 2048),
    ]


def test_kernels_without_a_host_still_give_jobs() -> None:
    kernels = Project(files={path: source for path, source in _FILES.items() if path != "add.cpp"})

    jobs = {job.path: job for job in kernel_jobs(kernels)}
    assert jobs[_READER].compile_args == (1, 1, 2, 2048, 2, 2048)
    assert jobs[_WRITER].role is KernelRole.WRITER


def test_a_record_is_preferred_to_the_sources() -> None:
    record = {
        "buffers": [{"name": "a", "memory": "l1_interleaved", "page_size": 64}],
        "circular_buffers": [{"index": 5, "dtype": "float32", "page_size": 4096, "num_pages": 2}],
        "kernels": [
            {
                "source": f"/somewhere/{_READER}",
                "kind": "data_movement",
                "processor": "riscv_0",
                "compile_args": [3, {"accessor": "a"}],
            }
        ],
    }
    (job,) = kernel_jobs(_project(), record)

    assert (job.path, job.role, job.compile_args) == (_READER, KernelRole.WRITER, (3, 0, 64))
    assert (job.cbs[0].index, job.cbs[0].format) == (5, "Float32")
