"""How the compute kernels of a release begin: `void kernel_main()`, or `void MAIN` in a namespace."""

import re
from functools import cache
from pathlib import Path

from tilesmith.tools.sdk.errors import SdkError

_KERNEL_MAIN = re.compile(r"\bvoid\s+kernel_main\b")


def kernel_list(root: Path) -> str:
    """The file of the tree at `root` that includes a compute kernel and calls it.

    Raises:
        SdkError: there is none.
    """
    found = sorted((root / "tt_metal/hw/ckernels").glob("*/metal/common/chlkc_list.h"))
    wormhole = [path for path in found if "wormhole_b0" in path.parts]
    if not wormhole:
        raise SdkError(f"{root} has no chlkc_list.h: use another tt-metal version")
    return wormhole[0].read_text().replace("#pragma once", "")


def knows_main(root: Path) -> bool:
    """Whether compute kernels of the tree at `root` may be `void MAIN`.

    Raises:
        SdkError: the tree does not tell.
    """
    return "math_main" in kernel_list(root)


@cache
def knows_kernel_main(root: Path) -> bool:
    """Whether compute kernels of the tree at `root` may be `void kernel_main()`.

    Where `MAIN` is what is called, the run-time compiler of some releases turns the one into the other. No
    source tells; that kernels of the tree itself are written so does.

    Raises:
        SdkError: the tree does not tell.
    """
    if not knows_main(root):
        return True
    kernels = (path for path in (root / "ttnn/cpp").rglob("*.cpp") if path.parent.name == "compute")
    return any(_KERNEL_MAIN.search(path.read_text(errors="replace")) for path in kernels)
