"""Faults in arguments, accessors and semaphores."""

from collections.abc import Callable
from typing import Any

from .model import Edit, Plant, cut
from .programs import Program, tensor


def _kernel(program: Program, source: str) -> Any:
    return next(entry for entry in program["kernels"] if entry["source"] == source)


def _without_last_argument(source: str) -> Callable[[Program], None]:
    def change(program: Program) -> None:
        for args in _kernel(program, source)["runtime_args"].values():
            args.pop()

    return change


def _without_arguments_on_second_core(program: Program) -> None:
    _kernel(program, "reader.cpp")["runtime_args"]["1,0"].clear()


def _exchanged_addresses(program: Program) -> None:
    for args in _kernel(program, "reader.cpp")["runtime_args"].values():
        args[0], args[1] = args[1], args[0]


def _first_input_in_l1(program: Program) -> None:
    program["buffers"][0] = tensor("in0", 6, memory="l1_interleaved")


def _float_buffers(program: Program) -> None:
    for entry in program["circular_buffers"]:
        entry |= {"page_size": 4096, "dtype": "float32"}


def _without_semaphore(index: int) -> Callable[[Program], None]:
    def change(program: Program) -> None:
        program["semaphores"] = [entry for entry in program["semaphores"] if entry["id"] != index]

    return change


def _semaphore_on_receiver_only(program: Program) -> None:
    program["semaphores"][0]["cores"] = [[1, 0], [1, 0]]


PLANTS = [
    Plant(
        "the_writer_gets_one_argument_too_few",
        "add",
        "runtime_arg_missing",
        ("writer.cpp", "get_arg_val<uint32_t>(2)"),
        change=_without_last_argument("writer.cpp"),
    ),
    Plant(
        "one_core_gets_no_arguments",
        "add",
        "runtime_arg_missing",
        ("reader.cpp", "get_arg_val<uint32_t>(0)"),
        change=_without_arguments_on_second_core,
        core=(1, 0),
    ),
    Plant(
        "a_common_argument_that_the_host_did_not_set",
        "add",
        "runtime_arg_missing",
        ("compute.cpp", "get_common_arg_val"),
        (Edit("compute.cpp", "get_arg_val<uint32_t>(0)", "get_common_arg_val<uint32_t>(0)"),),
    ),
    Plant(
        "the_addresses_of_the_inputs_are_exchanged",
        "add",
        "accessor_of_other_tensor",
        ("reader.cpp", "TensorAccessor(args0"),
        change=_exchanged_addresses,
    ),
    Plant(
        "both_inputs_use_the_same_accessor_words",
        "add",
        "accessor_of_other_tensor",
        ("reader.cpp", "TensorAccessor(args0, address1)"),
        (Edit("reader.cpp", "TensorAccessor(args1, address1)", "TensorAccessor(args0, address1)"),),
    ),
    Plant(
        "an_input_in_dram_is_read_with_words_for_l1",
        "add",
        "accessor_memory",
        ("reader.cpp", "TensorAccessor(args0, address1)"),
        (Edit("reader.cpp", "TensorAccessor(args1, address1)", "TensorAccessor(args0, address1)"),),
        _first_input_in_l1,
    ),
    Plant(
        "an_accessor_with_twice_the_page_size",
        "add",
        "accessor_page_size",
        ("reader.cpp", "TensorAccessor(args1, address1"),
        (Edit("reader.cpp", "TensorAccessor(args1, address1)", "TensorAccessor(args1, address1, 4096)"),),
    ),
    Plant(
        "float_buffers_for_bf16_tensors",
        "add",
        "accessor_page_size",
        ("writer.cpp", "TensorAccessor(args"),
        (
            Edit(
                "writer.cpp",
                "TensorAccessor(args, address)",
                "TensorAccessor(args, address, get_tile_size(16))",
            ),
        ),
        _float_buffers,
    ),
    Plant(
        "the_page_size_of_a_buffer_that_is_not_there",
        "add",
        "cb_not_created",
        ("writer.cpp", "TensorAccessor(args"),
        (
            Edit(
                "writer.cpp",
                "TensorAccessor(args, address)",
                "TensorAccessor(args, address, get_tile_size(17))",
            ),
        ),
    ),
    # Semaphores.
    Plant(
        "an_id_is_taken_for_an_address",
        "relay",
        "semaphore_address",
        ("sender.cpp", "noc_semaphore_wait(room"),
        (Edit("sender.cpp", "tt_l1_ptr uint32_t*>(get_semaphore(0))", "tt_l1_ptr uint32_t*>(1)"),),
    ),
    Plant(
        "the_awaited_semaphore_was_not_created",
        "relay",
        "semaphore_not_created",
        ("receiver.cpp", "noc_semaphore_wait(arrived"),
        change=_without_semaphore(1),
    ),
    Plant(
        "the_signalled_core_has_no_such_semaphore",
        "relay",
        "semaphore_not_created",
        ("sender.cpp", "noc_semaphore_wait(room"),
        change=_semaphore_on_receiver_only,
    ),
    Plant(
        "a_semaphore_id_out_of_range",
        "relay",
        "semaphore_not_created",
        ("receiver.cpp", "get_semaphore(16)"),
        (Edit("receiver.cpp", "get_semaphore(1)", "get_semaphore(16)"),),
    ),
    Plant(
        "the_receiver_does_not_reset_its_semaphore",
        "multicast",
        "semaphore_not_reset",
        ("receiver.cpp", "noc_semaphore_wait"),
        (cut("receiver.cpp", "noc_semaphore_set(valid, 0);"),),
    ),
    Plant(
        "the_sender_does_not_reset_its_semaphore",
        "relay",
        "semaphore_not_reset",
        ("sender.cpp", "noc_semaphore_wait(room"),
        (cut("sender.cpp", "noc_semaphore_set(room, 0);"),),
    ),
    Plant(
        "the_sender_does_not_signal",
        "relay",
        "semaphore_never_signalled",
        ("receiver.cpp", "noc_semaphore_wait"),
        (cut("sender.cpp", "noc_semaphore_inc(arrived, 1);"),),
    ),
    Plant(
        "the_sender_signals_the_wrong_semaphore",
        "relay",
        "semaphore_never_signalled",
        ("receiver.cpp", "noc_semaphore_wait"),
        (
            Edit(
                "sender.cpp",
                "get_noc_addr(peer_x, peer_y, get_semaphore(1))",
                "get_noc_addr(peer_x, peer_y, get_semaphore(0))",
            ),
        ),
    ),
    Plant(
        "the_sender_waits_for_one_receiver_too_many",
        "multicast",
        "semaphore_too_low",
        ("sender.cpp", "noc_semaphore_wait(ready"),
        (
            Edit(
                "sender.cpp",
                "noc_semaphore_wait(ready, receivers)",
                "noc_semaphore_wait(ready, receivers + 1)",
            ),
        ),
    ),
    Plant(
        "the_sender_waits_for_one_receiver_too_few",
        "multicast",
        "semaphore_passed",
        ("sender.cpp", "noc_semaphore_wait(ready"),
        (
            Edit(
                "sender.cpp",
                "noc_semaphore_wait(ready, receivers)",
                "noc_semaphore_wait(ready, receivers - 1)",
            ),
        ),
    ),
]
