"""Names of earlier APIs and what took their place, for look-ups that no likeness of names would find.

An entry counts only for an SDK that has the new name and lacks the old one, so no version needs to be known.
Source: the headers of tt-metal 0.60 to 0.81.
"""

_START_UP = ("compute_kernel_hw_startup",)
_SCALAR_INIT = ("binop_with_scalar_tile_init",)

RENAMES: dict[str, tuple[str, ...]] = {
    "add_tiles_init": ("add_init",),
    "sub_tiles_init": ("sub_init",),
    "mul_tiles_init": ("mul_init",),
    "add_tiles_init_nof": ("add_init",),
    "sub_tiles_init_nof": ("sub_init",),
    "mul_tiles_init_f": ("mul_init",),
    "binary_op_init_common": _START_UP,
    "unary_op_init_common": _START_UP,
    "init_sfpu": _START_UP,
    "mm_init": ("matmul_init", "compute_kernel_hw_startup"),
    "mm_init_short": ("matmul_init",),
    "mm_init_short_with_dt": ("matmul_init", "reconfig_data_format"),
    "mm_block_init": ("matmul_block_init", "compute_kernel_hw_startup"),
    "mm_block_init_short": ("matmul_block_init",),
    "copy_tile_init": ("copy_init",),
    "copy_tile_to_dst_init_short": ("copy_init",),
    "copy_tile_to_dst_init_short_with_dt": ("copy_init", "reconfig_data_format_srca"),
    "add_unary_tile_init": _SCALAR_INIT,
    "sub_unary_tile_init": _SCALAR_INIT,
    "mul_unary_tile_init": _SCALAR_INIT,
    "div_unary_tile_init": _SCALAR_INIT,
    "rsub_unary_tile_init": _SCALAR_INIT,
    "add_bcast_rows_init_short": ("add_bcast_rows_init",),
    "add_bcast_cols_init_short": ("add_bcast_cols_init",),
    "add_bcast_scalar_init_short": ("add_bcast_scalar_init",),
    "sub_bcast_cols_init_short": ("sub_bcast_cols_init",),
    "sub_bcast_rows_init_short": ("sub_bcast_rows_init",),
    "mul_bcast_rows_init_short": ("mul_bcast_rows_init",),
    "mul_bcast_cols_init_short": ("mul_bcast_cols_init",),
    "mul_tiles_bcast_scalar_init_short": ("mul_bcast_scalar_init",),
    "sub_tiles_bcast_scalar_init_short": ("sub_bcast_scalar_init",),
    "init_bcast": ("bcast_init",),
    "max_tile": ("binary_max_tile",),
    "max_tile_init": ("binary_max_tile_init",),
    "pack_tile_block": ("pack_block",),
    "copy_block_matmul_partials": ("copy_block",),
    "binary_dest_reuse_tiles_init": ("add_reuse_dest_init", "sub_reuse_dest_init", "mul_reuse_dest_init"),
    "binary_dest_reuse_tiles": ("add_reuse_dest_tiles", "sub_reuse_dest_tiles", "mul_reuse_dest_tiles"),
    "reduce_init_delta": ("reduce_init",),
    "reduce_revert_delta": ("reduce_uninit",),
    "transpose_wh_init": ("transpose_init",),
    "transpose_wh_init_short": ("transpose_init",),
    "transpose_wh_tile": ("transpose_tile",),
    "tilize_init_short": ("tilize_init",),
    "untilize_init_short": ("pack_untilize_init",),
    "pack_untilize_dst_init_short": ("pack_untilize_dest_init",),
    "acquire_dst": ("tile_regs_acquire",),
    "release_dst": ("tile_regs_release",),
    "InterleavedAddrGen": ("TensorAccessor", "TensorAccessorArgs"),
    "InterleavedAddrGenFast": ("TensorAccessor", "TensorAccessorArgs"),
    "InterleavedPow2AddrGen": ("TensorAccessor", "TensorAccessorArgs"),
    "get_noc_addr_from_bank_id": ("get_noc_addr",),
    "noc_async_read_tile": ("noc_async_read_page",),
    "noc_async_write_tile": ("noc_async_write_page",),
    # Host programs, before the mesh API.
    "CreateDevice": ("create_unit_mesh",),
    "CloseDevice": ("close",),
    "Device": ("MeshDevice", "IDevice"),
    "CommandQueue": ("MeshCommandQueue",),
    "command_queue": ("mesh_command_queue",),
    "EnqueueProgram": ("EnqueueMeshWorkload", "MeshWorkload"),
    "LaunchProgram": ("EnqueueMeshWorkload", "MeshWorkload"),
    "AddProgramToMeshWorkload": ("add_program",),
    "CreateMeshWorkload": ("MeshWorkload",),
    "EnqueueWriteBuffer": ("EnqueueWriteMeshBuffer",),
    "EnqueueReadBuffer": ("EnqueueReadMeshBuffer",),
    "WriteToBuffer": ("EnqueueWriteMeshBuffer",),
    "ReadFromBuffer": ("EnqueueReadMeshBuffer",),
    "num_cores_to_corerange_set": ("num_cores_to_corerangeset",),
    "physical_core_from_logical_core": ("worker_core_from_logical_core",),
}

LOOKALIKES: dict[str, tuple[str, ...]] = {
    "cb_wait_back": ("cb_wait_front",),
    "cb_pop_back": ("cb_pop_front",),
    "cb_push_front": ("cb_push_back",),
    "cb_reserve_front": ("cb_reserve_back",),
    "get_runtime_arg": ("get_arg_val",),
    "get_compile_time_arg": ("get_compile_time_arg_val",),
    "log2_tile": ("log_with_base_tile",),
    "log10_tile": ("log_with_base_tile",),
    "relu6_tile": ("relu_max_tile",),
    "copy_tile_to_dst": ("copy_tile",),
    "copy_tile_to_dst_init": ("copy_init",),
    "noc_semaphore_set_multicast_loopback_src": ("noc_semaphore_set_multicast",),
}
"""Names that no version had but that are often written by analogy, and what is meant. No renames: nothing
replaced them."""

ONE_A_TYPE: dict[str, dict[str, str]] = {
    "where_tile": {"DataFormat::Float16_b": "where_tile", "DataFormat::Float32": "where_fp32_tile"},
}
"""Functions that take a type as template argument and were one for each type before, by that argument."""

HEADERS = {
    "dataflow_api.h": "api/dataflow/dataflow_api.h",
    "compute_kernel_api.h": "api/compute/compute_kernel_api.h",
}
"""Header files that moved. `compute_kernel_api/X` became `api/compute/X`."""


def renamed_header(name: str) -> str:
    """Where the header `name` of an earlier version lies now; empty when it did not move."""
    if name.startswith("compute_kernel_api/"):
        return f"api/compute/{name.removeprefix('compute_kernel_api/')}"
    if name.startswith("debug/"):
        return f"api/{name}"
    return HEADERS.get(name, "")


def earlier_header(name: str) -> str:
    """Where the header `name` lay in an earlier version; empty when it lay there, too."""
    moved = {new: old for old, new in HEADERS.items()}
    if name in moved:
        return moved[name]
    if name.startswith("api/compute/"):
        return f"compute_kernel_api/{name.removeprefix('api/compute/')}"
    return name.removeprefix("api/") if name.startswith("api/debug/") else ""


def earlier_names(name: str) -> tuple[str, ...]:
    """What earlier versions had in the place of `name`, those that nothing else replaced first."""
    found = [(len(new), old) for old, new in RENAMES.items() if name in new]
    return tuple(old for _, old in sorted(found, key=lambda item: item[0]))
