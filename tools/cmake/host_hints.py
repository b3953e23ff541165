"""Remedies for what people and models get wrong in host programs, by the compiler's words."""

import re
from collections.abc import Iterator

# Of the API before meshes, and what there is instead.
_MESH_API = {
    "CreateDevice": "distributed::MeshDevice::create_unit_mesh(id)",
    "CloseDevice": "mesh_device->close()",
    "EnqueueProgram": "distributed::EnqueueMeshWorkload(cq, workload, blocking), with the program in a "
    "distributed::MeshWorkload",
    "LaunchProgram": "distributed::EnqueueMeshWorkload(cq, workload, blocking)",
    "EnqueueWriteBuffer": "distributed::EnqueueWriteMeshBuffer(cq, buffer, data, blocking)",
    "EnqueueReadBuffer": "distributed::EnqueueReadMeshBuffer(cq, data, buffer, blocking)",
    "CreateBuffer": "distributed::MeshBuffer::create(replicated_config, local_config, mesh_device)",
    "InterleavedBufferConfig": "distributed::DeviceLocalBufferConfig (page size, memory) with a "
    "distributed::ReplicatedBufferConfig (size)",
    "command_queue": "mesh_device->mesh_command_queue()",
}
_UNKNOWN = re.compile(
    r"'(?:\w+::)*(?P<name>\w+)' (?:was not declared|has not been declared|is not a member|does not name)"
    r"|has no member named '(?P<member>\w+)'"
)
_BF16_OPERATOR = re.compile(r"no match for 'operator[-+*/<>=]+'.*(?:BFloat16|bfloat16)")
_FORMATTED = re.compile(r"\b(TT_FATAL|TT_THROW|TT_ASSERT)\s*\(")
_POINTER = re.compile(r"which is of pointer type|'class std::shared_ptr.*has no member")


def host_hint(message: str, line: str) -> str:
    """What to do about the compiler's `message` at the source `line`; empty: nothing is known."""
    return next(_hints(message, line), "")


def _hints(message: str, line: str) -> Iterator[str]:
    unknown = _UNKNOWN.search(message)
    name = (unknown["name"] or unknown["member"]) if unknown else ""
    if name in _MESH_API:
        yield f"{name} belongs to the API before meshes: use {_MESH_API[name]}"
    if macro := _FORMATTED.search(line):
        yield (
            f"{macro[1]} takes a format literal and its arguments, "
            f'as in {macro[1]}({"" if macro[1] == "TT_THROW" else "condition, "}"found {{}}", value)'
        )
    if _BF16_OPERATOR.search(message):
        yield "a bfloat16 has no arithmetic on the host: convert to float first, as in float(x) + float(y)"
    if _POINTER.search(message):
        yield "buffers and devices are held by pointers: write -> instead of ."
