"""What a random kernel does: the usual, from which steps are dropped and into which others are put."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from tilesmith.tools.fuzz.operations import Operation, Vocabulary
from tilesmith.tools.fuzz.values import Values

Step = tuple[Operation, list[int]]

_OUTPUT = 16
_CALLS_A_TILE = 6


class Add(Protocol):
    """Adds a call of a function; operands that are not given are random."""

    def __call__(self, name: str, **given: int) -> None: ...


def random_steps(role: str, vocabulary: Vocabulary, values: Values) -> Iterator[Step]:
    """The steps of a `reader`, `compute` or `writer` kernel."""
    random = values.random
    wildness = random.choice([0.0, 0.1, 0.3, 0.8])
    for operation, words in _skeleton(role, vocabulary, values):
        while random.random() < wildness:
            other = random.choice(vocabulary.hostile if random.random() < 0.04 else vocabulary.usual)
            yield other, _words(other, values)
        if random.random() >= wildness / 6:
            yield operation, words


def _words(operation: Operation, values: Values) -> list[int]:
    return [word for kind in operation.operands for word in values.words(kind)]


def _skeleton(role: str, vocabulary: Vocabulary, values: Values) -> list[Step]:
    """Rounds of what such kernels usually do."""
    inputs, output = [cb for cb in values.circular_buffers if cb < _OUTPUT], _OUTPUT
    steps: list[Step] = []

    def add(name: str, **given: int) -> None:
        operation = values.random.choice(vocabulary.named(name))
        words: list[int] = []
        for kind in operation.operands:
            words += [given[kind]] if kind in given else values.words(kind)
        steps.append((operation, words))

    if role == "compute":
        steps.append((vocabulary.named("compute_kernel_hw_startup")[0], [inputs[0], inputs[1], output]))
    for _ in range(values.random.randint(1, 3)):
        if role == "reader":
            for cb in inputs[:2]:
                _read_page(add, values, cb)
        elif role == "writer":
            _write_page(add, output)
        else:
            _compute_tile(add, vocabulary, values, inputs[:2])
    return steps


def _read_page(add: Add, values: Values, cb: int) -> None:
    add("cb_reserve_back", cb=cb, pages=1)
    add(values.random.choice(["fill", "noc_async_read"]))
    add("noc_async_read_barrier")
    add("cb_push_back", cb=cb, pages=1)


def _write_page(add: Add, cb: int) -> None:
    add("cb_wait_front", cb=cb, pages=1)
    add("noc_async_write")
    add("noc_async_write_barrier")
    add("cb_pop_front", cb=cb, pages=1)


def _compute_tile(add: Add, vocabulary: Vocabulary, values: Values, inputs: Sequence[int]) -> None:
    for cb in inputs:
        add("cb_wait_front", cb=cb, pages=1)
    add("tile_regs_acquire")
    add("copy_init", cb=inputs[0])
    add("copy_tile", cb=inputs[0], tile=0, dst=0)
    for name in values.random.sample(vocabulary.tile_calls, _CALLS_A_TILE):
        if vocabulary.named(f"{name}_init"):
            add(f"{name}_init")
        add(name)
    add("tile_regs_commit")
    add("tile_regs_wait")
    add("cb_reserve_back", cb=_OUTPUT, pages=1)
    add("pack_tile", cb=_OUTPUT, dst=0)
    add("tile_regs_release")
    for cb in inputs:
        add("cb_pop_front", cb=cb, pages=1)
    add("cb_push_back", cb=_OUTPUT, pages=1)
