"""Edits that make a correct project wrong, as a person or a model would."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tilesmith.tools.project import IO_SOURCE, Project


@dataclass(frozen=True)
class Operator:
    """One kind of mistake: every match of `pattern` is a place for it."""

    name: str
    pattern: str
    replacement: str
    host: bool = False
    """Made in the host program, which then has to be built again."""


@dataclass(frozen=True)
class Mutant:
    """A project with one mistake."""

    operator: str
    file: str
    line: int
    before: str
    after: str
    text: str
    """Of the whole file."""
    host: bool


_CALL = r"\([^;]*\);"
_LOOP = r"(for \(uint32_t \w+ = [^;]*; \w+ )"
_OPERATION = r"\b(?!pack_|noc_|get_)\w+_(?:tiles?|block)(?:<[^>]*>)?\([^;]*\);"

OPERATORS = (
    # Waiting for the NoC.
    Operator("drop read barrier", r"noc_async_read_barrier\(\);", ""),
    Operator("drop write barrier", r"noc_async_write_barrier\(\);", ""),
    Operator("move read barrier", r"(noc_async_read_barrier\(\);)(\s*)(cb_push_back\([^;]*;)", r"\3\2\1"),
    Operator("move write barrier", r"(noc_async_write_barrier\(\);)(\s*)(cb_pop_front\([^;]*;)", r"\3\2\1"),
    # Circular buffers.
    Operator("drop wait", rf"cb_wait_front{_CALL}", ""),
    Operator("drop pop", rf"cb_pop_front{_CALL}", ""),
    Operator("drop reserve", rf"cb_reserve_back{_CALL}", ""),
    Operator("drop push", rf"cb_push_back{_CALL}", ""),
    Operator("wait for one more", r"(cb_wait_front\(\w+, )(\w+)\)", r"\1\2 + 1)"),
    Operator("push one more", r"(cb_push_back\(\w+, )(\w+)\)", r"\1\2 + 1)"),
    Operator("pop one more", r"(cb_pop_front\(\w+, )(\w+)\)", r"\1\2 + 1)"),
    Operator("another buffer", r"(\w+\()cb_a([,)])", r"\1cb_b\2"),
    Operator("buffers exchanged", r"(\w+_(?:tiles|block)\()(cb_\w+), (cb_\w+),", r"\1\3, \2,"),
    Operator("index of another buffer", r"tt::CBIndex::c_0;", "tt::CBIndex::c_1;"),
    Operator("half a page", r"get_tile_size\((\w+)\)", r"get_tile_size(\1) / 2"),
    Operator("pointer moved", r"(get_(?:read|write)_ptr\(\w+\))", r"\1 + 32"),
    # Semaphores and multicasts.
    Operator("drop semaphore wait", rf"noc_semaphore_wait{_CALL}", ""),
    Operator("drop signal", rf"noc_semaphore_(?:inc|set_multicast){_CALL}", ""),
    Operator(
        "flag before data",
        r"(noc_async_write_multicast\([^;]*;)(.*?)(noc_semaphore_set_multicast\([^;]*;)",
        r"\3\2\1",
    ),
    Operator("a receiver too few", r", receivers\);", ", receivers - 1);"),
    Operator("semaphores exchanged", r"\bready, arrived\}", "arrived, ready}", host=True),
    # Counts.
    Operator("one round less", rf"{_LOOP}< ", r"\1+ 1 < "),
    Operator("one round more", rf"{_LOOP}< ", r"\1<= "),
    Operator("skip the first round", r"(for \(uint32_t \w+ = )(\w+);", r"\1\2 + 1;"),
    # Arguments and addresses.
    Operator("another argument", r"get_arg_val<uint32_t>\(0\)", "get_arg_val<uint32_t>(1)"),
    Operator(
        "argument after the next", r"get_arg_val<uint32_t>\(([1-9])\)", r"get_arg_val<uint32_t>(\1 + 1)"
    ),
    Operator("wrong accessor offset", r"TensorAccessorArgs<0>", "TensorAccessorArgs<1>"),
    Operator(
        "accessor of the first",
        r"TensorAccessorArgs<\w+\.next_compile_time_args_offset\(\)>",
        "TensorAccessorArgs<0>",
    ),
    Operator("another page", r"(noc_async_(?:read|write)_(?:tile|page)\()([^,]*),", r"\1(\2) ^ 1,"),
    Operator("page 0", r"(noc_async_(?:read|write)_(?:tile|page)\()([^,]*),", r"\g<1>0,"),
    Operator("rows for columns of tiles", r"% (\w+_tiles)\b", r"/ \1"),
    Operator("columns for rows of tiles", r"/ (\w+_tiles)\b", r"% \1"),
    Operator("drop transfer", r"noc_async_(?:read|write)_(?:tile|page)\([^;]*\);", ""),
    # The compute engines.
    Operator("drop init", r"\b\w+_init(?:<[^>]*>)?\([^;]*\);", ""),
    Operator("init of another operation", r"\b(?:tanh|exp|recip|sqrt)_tile_init", "sigmoid_tile_init"),
    Operator("init of another operation (FPU)", r"\b(?:add|sub)_init\(", "mul_init("),
    Operator("drop start-up", rf"compute_kernel_hw_startup{_CALL}", ""),
    Operator("drop operation", _OPERATION, ""),
    Operator("operation twice", rf"({_OPERATION})", r"\1 \1"),
    Operator("drop acquire", r"tile_regs_acquire\(\);", ""),
    Operator("drop commit", r"tile_regs_commit\(\);", ""),
    Operator("drop register wait", r"tile_regs_wait\(\);", ""),
    Operator("drop release", r"tile_regs_release\(\);", ""),
    Operator("drop pack", rf"pack_tile{_CALL}", ""),
    Operator("next DST tile packed", r"pack_tile\((\w+), ", r"pack_tile(\1 + 1, "),
    Operator("pack before commit", r"(tile_regs_commit\(\);)(.*?)(pack_tile\([^;]*;)", r"\3\2\1"),
    Operator("add for subtract", r"\bsub_(?=(?:tiles|init|binary|bcast))", "add_"),
    Operator("subtract for add", r"\badd_(?=(?:tiles|init|binary|bcast))", "sub_"),
    Operator("wrong scalar bits", r"(_unary_tile\(\d, )(\w+)\)", r"\1\2 + 0x20000)"),
    Operator(
        "approximate function", r"\b(exp|sigmoid|tanh|gelu)_tile(_init)?(?:<false>)?\(", r"\1_tile\2<true>("
    ),
    Operator("rows broadcast for columns", r"(?<=_)bcast_cols", "bcast_rows"),
    Operator("columns broadcast for rows", r"(?<=_)bcast_rows", "bcast_cols"),
    Operator("rows broadcast for a scalar", r"(?<=_)bcast_scalar", "bcast_rows"),
    Operator("rows reduced for columns", r"ReduceDim::REDUCE_COL", "ReduceDim::REDUCE_ROW"),
    Operator("columns reduced for rows", r"ReduceDim::REDUCE_ROW", "ReduceDim::REDUCE_COL"),
    Operator("maximum for sum", r"PoolType::SUM", "PoolType::MAX"),
    # The host program.
    Operator("a tile less for all", r"(const uint32_t count = tiles)", r"\1 - 1", host=True),
    Operator("a core's share overlaps", r"first \+= count;", "first += count - 1;", host=True),
    Operator("a core's share skipped", r"first \+= count;", "first += count + 1;", host=True),
    Operator("one share for all groups", r"_in_group_2\}", "_in_group_1}", host=True),
    Operator("lower fidelity", r"MathFidelity::HiFi4", "MathFidelity::LoFi", host=True),
    Operator("narrow DST", r"fp32_dest_acc_en = true", "fp32_dest_acc_en = false", host=True),
    Operator("addresses swapped", r"\{(\w+_address), (\w+_address),", r"{\2, \1,", host=True),
    Operator("arguments swapped", r"first, count\}", "count, first}", host=True),
    Operator("a buffer too small", r"(allocate_in_dram\(\*mesh_device, )tiles,", r"\1tiles - 1,", host=True),
    Operator("another format", r"(cb_out, tt::DataFormat::)Float16_b", r"\1Float32", host=True),
    Operator("no room for two", r"CircularBufferConfig\(2 \*", "CircularBufferConfig(1 *", host=True),
    Operator("parameter as integer", r"tilesmith::float_bits\(", "static_cast<uint32_t>(", host=True),
    Operator("output before the end", r"distributed::Finish\(cq\);", "", host=True),
)


def mutants_of(project: Project) -> Iterator[Mutant]:
    """Every mutant of `project`, in the order of operators, files and lines."""
    for operator in OPERATORS:
        sources = project.host_sources if operator.host else project.kernels
        for file, text in sources.items():
            if file == IO_SOURCE:
                continue
            yield from _places(operator, file, text)


def _places(operator: Operator, file: str, text: str) -> Iterator[Mutant]:
    for match in re.finditer(operator.pattern, text, re.DOTALL):
        line = text.count("\n", 0, match.start()) + 1
        begin = text.rfind("\n", 0, match.start()) + 1
        if "//" in text[begin : match.start()]:
            continue
        after = match.expand(operator.replacement)
        mutated = text[: match.start()] + after + text[match.end() :]
        if mutated != text:
            yield Mutant(operator.name, file, line, match[0], after, mutated, operator.host)
