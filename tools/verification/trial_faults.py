"""What is said when a trial of the device alone fails."""

from tilesmith.tools.diagnostics import Diagnostic, Stage

_HINTS = {
    "not_deterministic": "look for memory that is read before it is written, and for missing barriers",
    "depends_on_order": "look for missing barriers and semaphores: kernels run in any order",
    "input_modified": "write to the output's buffer only",
    "precomputed": "pass no results of the inputs' values in arguments, defines or buffers; if the host "
    "does not, look for what in the kernels depends on single values",
    "compute_bypassed": "let the compute kernel compute, and write what it packs",
    "computed_in_data_movement": "let data movement kernels only move data: values are for the unpacker, the "
    "math engines and the packer",
    "too_few_operations": "compute each tile with operations of the math engines",
    "input_not_in_dram": "give each input an interleaved buffer of BufferType::DRAM, and write it there once",
    "block_read_by_several_cores": "let one core read each block, and send what other cores need of it with "
    "noc_async_write and a semaphore",
    "page_read_by_several_cores": "let one core read each page, and send it to the others with "
    "noc_async_write_multicast and noc_semaphore_set_multicast",
    "passed_through_dram": "send it to the L1 of the core that needs it: noc_async_write to get_noc_addr(x, "
    "y, address), then noc_semaphore_inc there",
    "uneven_shares": "divide the blocks evenly, on as many cores as there are",
    "core_does_not_compute": "let each core compute on the blocks that it reads",
    "no_semaphore": "after the data, noc_semaphore_inc or noc_semaphore_set_multicast, and there "
    "noc_semaphore_wait",
    "no_multicast": "send each page with noc_async_write_multicast to the rectangle of cores that need it",
    "no_ring": "let each working core send to the next one alone, and the last one to the first",
    "no_chain": "let each working core but the last send to the next one alone",
    "share_not_reduced": "let each core reduce its own blocks, and send the partial result alone",
    "wrong_dependence": "check indices: each element depends on its own operands only",
}


def trial_fault(check: str, message: str, *evidence: str) -> Diagnostic:
    """The program fails `check`; `message` continues "the program ..."."""
    return Diagnostic(
        stage=Stage.RUN,
        check=check,
        message=f"the program {message}",
        evidence=evidence,
        hint=_HINTS.get(check, ""),
    )
