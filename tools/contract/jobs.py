"""What the kernel check shall compile: each kernel with the words that the host gives it."""

from collections.abc import Mapping, Sequence
from typing import Any

from tilesmith.tools.contract.host import HostCb, HostInterface, HostKernel, host_interface
from tilesmith.tools.contract.kernel import kernel_interface
from tilesmith.tools.kernel_check.job import CbConfig, KernelJob, KernelRole
from tilesmith.tools.project import Project

_HEADERS = (".h", ".hpp", ".inc")
# Bytes of a 32x32 tile, for page sizes that are not certain.
_TILE_BYTES = {"Float32": 4096, "Int32": 4096, "UInt32": 4096, "Bfp8_b": 1088, "Bfp4_b": 576, "UInt8": 1024}
_BFLOAT16_TILE = 2048
# Data types of records, as tt::DataFormat.
_FORMATS = {
    "bfloat16": "Float16_b",
    "float32": "Float32",
    "int32": "Int32",
    "uint32": "UInt32",
    "uint16": "UInt16",
    "uint8": "UInt8",
    "bfloat8_b": "Bfp8_b",
    "bfloat4_b": "Bfp4_b",
}
# First word of an interleaved tensor's accessor (tt-metal 0.81).
_IN_DRAM, _IN_L1 = 2, 0
_UNKNOWN_WORD = 1


def kernel_jobs(project: Project, record: Mapping[str, Any] | None = None) -> list[KernelJob]:
    """One job for each kernel that the host creates, or for each kernel file while there is no host.

    `record` is what the emulator wrote about the program: its values are exact. Without it, words that the
    sources do not tell are 1, and as many as the kernel reads.
    """
    if record is not None and record.get("kernels"):
        return [job for kernel in record["kernels"] if (job := _recorded(kernel, record, project))]
    hosts = [host_interface(path, source) for path, source in project.host_sources.items()]
    host = next((host for host in hosts if host.kernels), None)
    created = [kernel for kernel in host.kernels if kernel.path in project.kernels] if host else []
    jobs = [_static(kernel, host, project) for kernel in created if host]
    known = {job.path for job in jobs}
    rest = [path for path in project.kernels if path not in known and not path.endswith(_HEADERS)]
    return jobs + [_alone(path, host, project) for path in rest if host is None or not jobs]


def _static(kernel: HostKernel, host: HostInterface, project: Project) -> KernelJob:
    path = kernel.path or ""
    words = kernel.compile_args
    exact = list(words.values) if words else []
    for start in words.accessors if words else ():
        exact[start : start + 2] = [_IN_DRAM, _BFLOAT16_TILE]
    return KernelJob(
        path=path,
        source=project.files[path],
        role=kernel.role or _role_by_name(path),
        compile_args=_filled(exact, path, project),
        defines=dict(kernel.defines or {}),
        cbs=tuple(_cb(cb) for cb in host.cbs),
        fp32_dest_acc=kernel.settings.get("fp32_dest_acc_en") == "true",
        math_approx=kernel.settings.get("math_approx_mode") == "true",
        dst_full_sync=kernel.settings.get("dst_full_sync_en") == "true",
        math_fidelity=kernel.settings.get("math_fidelity", "HiFi4").rpartition("::")[2],
        headers=_headers(project),
    )


def _alone(path: str, host: HostInterface | None, project: Project) -> KernelJob:
    return KernelJob(
        path=path,
        source=project.files[path],
        role=_role_by_name(path),
        compile_args=_filled([], path, project),
        cbs=tuple(_cb(cb) for cb in host.cbs) if host else (),
        headers=_headers(project),
    )


def _filled(words: Sequence[int | None], path: str, project: Project) -> tuple[int, ...]:
    interface = kernel_interface(path, project.files[path], words)
    given = [_UNKNOWN_WORD if word is None else word for word in words]
    given += [_UNKNOWN_WORD] * (interface.compile_words - len(given))
    for use in interface.accessors:
        if len(words) < use.number + 2:  # the host's words are not known here
            given[use.number : use.number + 2] = [_IN_DRAM, _BFLOAT16_TILE]
    return tuple(given)


def _cb(cb: HostCb) -> CbConfig:
    name = cb.format or "Float16_b"
    return CbConfig(cb.index, name, cb.page_size or _TILE_BYTES.get(name, _BFLOAT16_TILE))


def _headers(project: Project) -> dict[str, str]:
    return {path: source for path, source in project.files.items() if path.endswith(_HEADERS)}


def _role_by_name(path: str) -> KernelRole:
    if "compute" in path:
        return KernelRole.COMPUTE
    return KernelRole.WRITER if "writ" in path.rpartition("/")[2] else KernelRole.READER


def _recorded(kernel: Mapping[str, Any], record: Mapping[str, Any], project: Project) -> KernelJob | None:
    """The job of a kernel in a record; None for a kernel that is no file of the project."""
    source = str(kernel["source"])
    # Among the kernels only: the host may bear a kernel's name, as add.cpp and kernels/compute/add.cpp do.
    path = next((name for name in project.kernels if source == name or source.endswith(f"/{name}")), None)
    if path is None:
        return None
    return KernelJob(
        path=path,
        source=project.files[path],
        role=_recorded_role(kernel),
        compile_args=tuple(_recorded_words(kernel.get("compile_args", ()), record)),
        named_args=dict(kernel.get("named_compile_args", {})),
        defines=dict(kernel.get("defines", {})),
        cbs=tuple(_recorded_cbs(record)),
        fp32_dest_acc=bool(kernel.get("fp32_dest_acc_en", False)),
        math_approx=bool(kernel.get("math_approx_mode", False)),
        dst_full_sync=bool(kernel.get("dst_full_sync_en", False)),
        math_fidelity=str(kernel.get("math_fidelity", "HiFi4")),
        headers=_headers(project),
    )


def _recorded_role(kernel: Mapping[str, Any]) -> KernelRole:
    if kernel["kind"] == "compute":
        return KernelRole.COMPUTE
    return KernelRole.READER if kernel.get("processor") == "riscv_1" else KernelRole.WRITER


def _recorded_words(words: Sequence[Any], record: Mapping[str, Any]) -> list[int]:
    """Words as they are; `{"accessor": name}` stands for the two words of that interleaved tensor."""
    buffers = {buffer["name"]: buffer for buffer in record.get("buffers", ())}
    result: list[int] = []
    for word in words:
        if isinstance(word, Mapping) and "accessor" in word:
            buffer = buffers[word["accessor"]]
            in_l1 = str(buffer.get("memory", "")).startswith("l1")
            result += [_IN_L1 if in_l1 else _IN_DRAM, int(buffer["page_size"])]
        elif isinstance(word, Mapping):
            result.append(_UNKNOWN_WORD)  # an address or coordinate, which no compilation depends on
        else:
            result.append(int(word))
    return result


def _recorded_cbs(record: Mapping[str, Any]) -> list[CbConfig]:
    return [
        CbConfig(int(cb["index"]), _FORMATS.get(str(cb["dtype"]), str(cb["dtype"])), int(cb["page_size"]))
        for cb in record.get("circular_buffers", ())
    ]
