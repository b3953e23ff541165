"""A filter of system calls that no build and no host program needs, as a classic BPF program.

`setsid` stands out: the Linux scheduler shares the processor between sessions ("autogroup"), so a fork bomb
that opens sessions would starve the process that is to end it. The others reach into other processes or into
the kernel.
"""

import platform
import struct

# Numbers from <asm/unistd.h>, in the order setsid, ptrace, unshare, setns, keyctl, add_key, request_key, bpf.
_REFUSED = {
    "x86_64": (112, 101, 272, 308, 250, 248, 249, 321),
    "aarch64": (157, 117, 97, 268, 219, 217, 218, 280),
}
_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # <linux/audit.h>

# <linux/bpf_common.h> and <linux/seccomp.h>
_LOAD_WORD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _KILL_PROCESS, _FAIL_WITH = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER_AT, _ARCH_AT = 0, 4  # struct seccomp_data
_EPERM = 1


def seccomp_filter() -> bytes:
    """An array of `struct sock_filter`; empty on machines whose call numbers are not known here."""
    machine = platform.machine()
    if machine not in _REFUSED:
        return b""
    refused = _REFUSED[machine]
    instructions = [
        (_LOAD_WORD, 0, 0, _ARCH_AT),
        (_JUMP_IF_EQUAL, 1, 0, _AUDIT_ARCH[machine]),
        (_RETURN, 0, 0, _KILL_PROCESS),
        (_LOAD_WORD, 0, 0, _NUMBER_AT),
        *((_JUMP_IF_EQUAL, len(refused) - place, 0, number) for place, number in enumerate(refused)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _FAIL_WITH | _EPERM),
    ]
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in instructions)
