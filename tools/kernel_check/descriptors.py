"""The header `chlkc_descriptors.h` that tt-metal generates for each kernel from the host's CBs."""

from tilesmith.errors import TilesmithError
from tilesmith.tools.kernel_check.job import KernelJob

CB_COUNT = 32
"""Circular buffers of a Tensix core."""
FORMAT_CODES = {
    "Float32": 0,
    "Float16": 1,
    "Bfp8": 2,
    "Bfp4": 3,
    "Tf32": 4,
    "Float16_b": 5,
    "Bfp8_b": 6,
    "Bfp4_b": 7,
    "Int32": 8,
    "UInt16": 9,
    "Lf8": 10,
    "Bfp2": 11,
    "Int8": 14,
    "Bfp2_b": 15,
    "UInt32": 24,
    "Fp8_e4m3": 26,
    "UInt8": 30,
}
"""`tt::DataFormat` as the device numbers it (tt_metal/hw/inc, `enum class DataFormat`)."""
_FIDELITIES = {"LoFi": 0, "HiFi2": 2, "HiFi3": 3, "HiFi4": 4}
# A 32 x 32 tile: four faces of 16 x 16. The names are those that the device headers read.
_TILE = {
    "tile_num_faces": 4,
    "partial_face": 0,
    "tile_face_r_dim": 16,
    "narrow_tile": 0,
    "num_faces_r_dim": 2,
    "num_faces_c_dim": 2,
    "tile_r_dim": 32,
    "tile_c_dim": 32,
}


class UnknownSettingError(TilesmithError):
    """A data format or math fidelity that tt-metal does not have."""


def descriptors_header(job: KernelJob) -> str:
    """Formats and sizes of every CB, and for compute kernels the settings of the math engine.

    Raises:
        UnknownSettingError: a CB has a format, or the kernel a fidelity, that does not exist.
    """
    formats = [FORMAT_CODES["Float16_b"]] * CB_COUNT
    sizes = [2048] * CB_COUNT
    for cb in job.cbs:
        if 0 <= cb.index < CB_COUNT:
            formats[cb.index] = _code(FORMAT_CODES, cb.format, "data format")
            sizes[cb.index] = min(cb.page_size, 0xFFFF)
    lines = ["#pragma once", "#include <cstdint>"]
    for side, format_type in (("unpack", "std::int32_t"), ("pack", "unsigned char")):
        lines += [_array(format_type, f"{side}_{end}_format", formats) for end in ("src", "dst")]
        lines += [
            _array("std::uint8_t", f"{side}_{name}", [value] * CB_COUNT) for name, value in _TILE.items()
        ]
        lines.append(_array("std::uint16_t", f"{side}_tile_size", sizes))
    return "\n".join(lines) + "\n"


def math_settings(job: KernelJob, *, typed_fidelity: bool = True) -> str:
    """The constants that a compute kernel's configuration becomes.

    Args:
        typed_fidelity: whether the SDK has `ckernel::MathFidelity`; before 0.70 it was a number.

    Raises:
        UnknownSettingError: the fidelity does not exist.
    """
    fidelity = _code(_FIDELITIES, job.math_fidelity, "math fidelity")
    number = (
        f"static_cast<ckernel::MathFidelity>({fidelity})" if typed_fidelity else f"std::int32_t{{{fidelity}}}"
    )
    sync = "SyncFull" if job.dst_full_sync else "SyncHalf"
    return (
        f"constexpr auto MATH_FIDELITY = {number};\n"
        f"constexpr bool APPROX = {_word(job.math_approx)};\n"
        f"constexpr bool DST_ACCUM_MODE = {_word(job.fp32_dest_acc)};\n"
        f"#define DST_SYNC_MODE DstSync::{sync}\n"
    )


def _code(codes: dict[str, int], name: str, what: str) -> int:
    if name not in codes:
        raise UnknownSettingError(f"{name!r} is not a {what} of tt-metal: use one of {', '.join(codes)}")
    return codes[name]


def _array(kind: str, name: str, values: list[int]) -> str:
    return f"constexpr {kind} {name}[{len(values)}] = {{{', '.join(map(str, values))}}};"


def _word(flag: bool) -> str:
    return "true" if flag else "false"
