"""Faults between files: what kernels need and the host does not provide. Reported only when certain."""

from collections.abc import Iterator

from tilesmith.tools.contract.flow import Place, kernel_flow, never_emptied, never_filled
from tilesmith.tools.contract.host import HostInterface, HostKernel, host_interface
from tilesmith.tools.contract.kernel import ACCESSOR_WORDS, KernelInterface, Use, kernel_interface
from tilesmith.tools.contract.stores import wrong_stores
from tilesmith.tools.contract.words import Words
from tilesmith.tools.diagnostics import Diagnostic, Stage, excerpt, ordered
from tilesmith.tools.kernel_check.job import KernelRole
from tilesmith.tools.project import Project

_KERNEL_SOURCES = (".cpp", ".cc")
# A buffer that lies over a tensor of L1 is not emptied: what was pushed stays there as the result.
_OVER_A_TENSOR = ("set_globally_allocated_address", "UpdateDynamicCircularBufferAddress", ".tensor")


def check_contract(project: Project) -> list[Diagnostic]:
    """Everything that is certainly wrong between host and kernels of `project`; empty without a host."""
    hosts = [host_interface(path, source) for path, source in project.host_sources.items()]
    creating = [host for host in hosts if host.kernels]
    if len(creating) != 1:
        return []
    return ordered(_Check(project, creating[0]).faults())


class _Check:
    def __init__(self, project: Project, host: HostInterface) -> None:
        self._project = project
        self._host = host

    def faults(self) -> Iterator[Diagnostic]:
        yield from self._paths()
        yield from self._never_created()
        yield from self._one_sided()
        for kernel in self._host.kernels:
            source = self._project.files.get(kernel.path or "")
            if kernel.path is None or source is None:
                continue
            given = kernel.compile_args
            interface = kernel_interface(kernel.path, source, given.values if given else ())
            yield from self._circular_buffers(interface)
            yield from self._compile_args(interface, given, kernel)
            yield from self._accessors(interface, given, kernel)
            yield from self._run_time_args(interface, kernel)
            yield from self._stores(kernel, source)
            yield from self._addresses(kernel)

    def _paths(self) -> Iterator[Diagnostic]:
        for kernel in self._host.kernels:
            if kernel.path is None or kernel.path in self._project.files or kernel.path.startswith("/"):
                continue
            there = ", ".join(self._project.kernels) or "none"
            yield self._fault(
                "kernel_path",
                f"there is no kernel file {kernel.path}",
                self._host.path,
                kernel.line,
                hint=f'kernels of this project: {there}; write OVERRIDE_KERNEL_PREFIX "<path>"',
            )

    def _never_created(self) -> Iterator[Diagnostic]:
        created = {kernel.path for kernel in self._host.kernels}
        if None in created:
            return
        included = "\n".join(self._project.files.values())
        for path in self._project.kernels:
            if (
                path in created
                or not path.endswith(_KERNEL_SOURCES)
                or f'{path.rpartition("/")[2]}"' in included
            ):
                continue
            yield self._fault(
                "kernel_not_created",
                f"the host never creates kernel {path}",
                path,
                0,
                hint="add a CreateKernel",
            )

    def _one_sided(self) -> Iterator[Diagnostic]:
        """Buffers with a producer or a consumer only; silent unless every kernel's source is known."""
        sources = [(kernel, self._project.files.get(kernel.path or "")) for kernel in self._host.kernels]
        flows = [
            kernel_flow(kernel.path, source, kernel.compile_args.values if kernel.compile_args else ())
            for kernel, source in sources
            if kernel.path is not None and source is not None
        ]
        if len(flows) < len(sources):
            return
        for index, place in never_filled(flows).items():
            yield self._flow_fault(
                place,
                "cb_never_filled",
                f"c_{index} is waited for here, but no kernel pushes pages into it: this kernel hangs",
                f"push into c_{index} in the kernel that produces its pages, or wait for the buffer it fills",
            )
        host = self._project.files[self._host.path]
        if any(word in host for word in _OVER_A_TENSOR):
            return
        for index, place in never_emptied(flows).items():
            yield self._flow_fault(
                place,
                "cb_never_emptied",
                f"c_{index} is filled here, but no kernel takes its pages: this kernel hangs once it is full",
                f"wait for and pop c_{index} in the kernel that uses it, or push into what that one takes",
            )

    def _flow_fault(self, place: Place, check: str, message: str, hint: str) -> Diagnostic:
        return self._fault(check, message, place.path, place.line, hint=hint)

    def _circular_buffers(self, kernel: KernelInterface) -> Iterator[Diagnostic]:
        if self._host.unknown_cbs:
            return
        created = {cb.index for cb in self._host.cbs}
        for use in kernel.cbs:
            if use.number not in created:
                have = ", ".join(f"c_{index}" for index in sorted(created)) or "none"
                yield self._fault(
                    "cb_not_created",
                    f"circular buffer c_{use.number} is used, but the host creates no such buffer",
                    kernel.path,
                    use.line,
                    evidence=f"{self._host.path} creates {have}",
                    hint=f"create c_{use.number} in the host, or use a buffer that exists",
                )

    def _compile_args(
        self, kernel: KernelInterface, given: Words | None, created: HostKernel
    ) -> Iterator[Diagnostic]:
        missing = [use for use in kernel.compile_args if given is not None and use.number >= len(given)]
        if given is not None and missing:
            yield self._too_few(
                "compile-time", "compile_args_too_few", kernel, missing[0], len(given), created
            )

    def _stores(self, kernel: HostKernel, source: str) -> Iterator[Diagnostic]:
        formats = {cb.index: cb.format for cb in self._host.cbs if cb.format is not None}
        for store in wrong_stores(source, formats):
            yield self._fault("wrong_store", store.message, kernel.path or "", store.line, hint=store.hint)

    def _addresses(self, kernel: HostKernel) -> Iterator[Diagnostic]:
        if kernel.role is not KernelRole.COMPUTE:
            return
        for given in kernel.dram_addresses:
            yield self._fault(
                "address_to_compute",
                f"compute kernel {kernel.path} is given {given.name}, the address of a buffer in DRAM",
                self._host.path,
                given.line,
                hint="a compute kernel sees circular buffers only: give addresses to reader and writer, and "
                "to compute its number of tiles and scalars",
            )

    def _run_time_args(self, kernel: KernelInterface, created: HostKernel) -> Iterator[Diagnostic]:
        for kind, check, uses, given in (
            ("runtime", "runtime_args_too_few", kernel.runtime_args, created.runtime_args),
            ("common runtime", "common_args_too_few", kernel.common_args, created.common_args),
        ):
            missing = [use for use in uses if given is not None and use.number >= given]
            if given is not None and missing:
                yield self._too_few(kind, check, kernel, missing[0], given, created)

    def _too_few(
        self, kind: str, check: str, kernel: KernelInterface, use: Use, given: int, created: HostKernel
    ) -> Diagnostic:
        return self._fault(
            check,
            f"{kind} argument {use.number} is read, but the host passes {given}",
            kernel.path,
            use.line,
            evidence=f"created at {self._host.path}:{created.line}",
            hint="pass every argument that the kernel reads, in the same order",
        )

    def _accessors(
        self, kernel: KernelInterface, given: Words | None, created: HostKernel
    ) -> Iterator[Diagnostic]:
        if given is None or kernel.unknown_accessors:
            return
        evidence = (
            f"the host passes {len(given)} words, tensor accessors at "
            f"{', '.join(map(str, given.accessors)) or 'none of them'} ({self._host.path}:{created.line})"
        )
        wrong = [use for use in kernel.accessors if use.number not in given.accessors]
        offsets = [use.number for use in kernel.accessors]
        again = [use for place, use in enumerate(kernel.accessors) if use.number in offsets[:place]]
        unread = set(given.accessors) - set(offsets)
        for use in wrong:
            yield self._offset_fault(
                kernel, use, f"no tensor accessor starts at compile-time word {use.number}", evidence
            )
        if again and unread and not wrong:
            message = (
                f"two accessors share offset {again[0].number}, and the one at {min(unread)} is never used"
            )
            yield self._offset_fault(kernel, again[0], message, evidence)

    def _offset_fault(self, kernel: KernelInterface, use: Use, message: str, evidence: str) -> Diagnostic:
        return self._fault(
            "accessor_offset",
            message,
            kernel.path,
            use.line,
            evidence=evidence,
            hint="count the words before the accessor, and chain further ones: "
            f"TensorAccessorArgs<previous.next_compile_time_args_offset()> ({ACCESSOR_WORDS} words each)",
        )

    def _fault(
        self, check: str, message: str, file: str, line: int, *, evidence: str = "", hint: str = ""
    ) -> Diagnostic:
        return Diagnostic(
            stage=Stage.CONTRACT,
            check=check,
            message=message,
            file=file,
            line=line,
            excerpt=excerpt(self._project.files[file], line),
            evidence=(evidence,) if evidence else (),
            hint=hint,
        )
