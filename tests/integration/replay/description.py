"""The parts of a program.json that the tests write."""

READER = {"kind": "data_movement", "processor": "riscv_1", "noc": 0}
WRITER = {"kind": "data_movement", "processor": "riscv_0", "noc": 1}


def kernel(
    source: str, role: dict[str, object], tensor: str = "", *arguments: object, column: int = 0
) -> dict[str, object]:
    """A kernel on one core of row 0; one that moves `tensor` is given its accessor and its address first."""
    return {
        "source": source,
        "cores": [[column, 0], [column, 0]],
        "compile_args": [{"accessor": tensor}] if tensor else [],
        "named_compile_args": {},
        "defines": {},
        "runtime_args": {f"{column},0": [{"address": tensor}, *arguments]} if tensor else {},
        "common_runtime_args": [],
        **role,
    }


def compute(source: str, *, fp32: bool = True) -> dict[str, object]:
    """A compute kernel on core (0, 0); with `fp32`, DST and the way of CB 0 into it are 32 bits wide."""
    role: dict[str, object] = {
        "kind": "compute",
        "math_fidelity": "HiFi4",
        "math_approx_mode": False,
        "fp32_dest_acc_en": fp32,
    }
    if fp32:
        role["unpack_to_dest_fp32"] = [0]
    return kernel(source, role)


def buffer(
    name: str, dtype: str, shape: list[int], page_size: int, *, output: bool = False
) -> dict[str, object]:
    """A tiled tensor, interleaved over the banks of DRAM."""
    return {
        "name": name,
        "dtype": dtype,
        "shape": shape,
        "layout": "tile",
        "memory": "dram_interleaved",
        "page_size": page_size,
        "output": output,
    }
