"""What Tilesmith brings or is given: the SDK, the emulator, the index, keys of models."""

import os
from collections.abc import Mapping
from pathlib import Path

from tilesmith.agent.context import Context
from tilesmith.agent.doctor.finding import Finding, State
from tilesmith.agent.sdk_choice import present_sdk
from tilesmith.tools.sdk import DEFAULT_VERSION, Sdk, SdkError

_KEYS = ("OPENAI_API_KEY", "GROQ_API_KEY")
_SIMULATOR = "TT_METAL_SIMULATOR"


def sdk_sources(context: Context) -> tuple[Sdk | None, Finding]:
    """The tt-metal sources that kernels are checked against."""
    try:
        sdk = present_sdk(context)
    except SdkError as error:
        return None, Finding("SDK", State.BROKEN, "cannot be used", str(error))
    if sdk is None:
        wanted = context.sdk or DEFAULT_VERSION
        return None, Finding(
            "SDK",
            State.ADVICE,
            f"{wanted} is not installed",
            "the first run fetches it, or now `tilesmith sdk install`; TT_METAL_HOME names a tree of yours",
        )
    return sdk, Finding("SDK", State.OK, f"{sdk.version} in {sdk.root}")


def kernel_compiler(sdk: Sdk | None) -> Finding:
    """What reads the kernels."""
    from tilesmith.tools.kernel_check import CompilerKind, NoCompilerError, choose_compiler

    if sdk is None:
        return Finding("kernel check", State.ADVICE, "waits for the SDK")
    try:
        chosen = choose_compiler(sdk)
    except NoCompilerError as error:
        return Finding("kernel check", State.BROKEN, "no compiler", str(error))
    if chosen.kind is CompilerKind.SFPI:
        return Finding("kernel check", State.OK, f"SFPI, {chosen.label}")
    return Finding(
        "kernel check",
        State.OK,
        f"{chosen.label}; no SFPI",
        "with SFPI in /opt/tenstorrent/sfpi kernels are checked with the flags of the chip itself",
    )


def emulator() -> Finding:
    """The emulated device."""
    from tilesmith.tools.emulator.build import EmulatorBuildError, built_prefix

    try:
        prefix = built_prefix()
    except EmulatorBuildError as error:
        return Finding("emulator", State.BROKEN, "cannot be built", str(error))
    if prefix is None:
        return Finding(
            "emulator",
            State.ADVICE,
            "not built yet",
            "the first run builds it; `tilesmith emulator build` does now",
        )
    return Finding("emulator", State.OK, str(prefix))


def knowledge(sdk: Sdk | None) -> Finding:
    """The index of the SDK's sources."""
    if sdk is None:
        return Finding("knowledge", State.ADVICE, "waits for the SDK")
    from tilesmith.knowledge.errors import KnowledgeError
    from tilesmith.knowledge.opening import index_status

    try:
        status = index_status(sdk)
    except KnowledgeError as error:
        return Finding("knowledge", State.ADVICE, "no index", str(error))
    found = f"{status.manifest.chunks} chunks, {status.bytes_on_disk / 1e6:.0f} MB"
    if not status.current:
        return Finding("knowledge", State.ADVICE, f"{found}, outdated", "run `tilesmith knowledge build`")
    return Finding("knowledge", State.OK, found)


def models(environment: Mapping[str, str] = os.environ) -> Finding:
    """Which keys are set. Their values are nobody's business."""
    there = [name for name in _KEYS if environment.get(name)]
    if there:
        return Finding("models", State.OK, f"{' and '.join(there)} set")
    return Finding(
        "models",
        State.ADVICE,
        "no key set",
        f"for a model set {' or '.join(_KEYS)}, or --base-url of a local server; `template` needs none",
    )


def simulator(environment: Mapping[str, str] = os.environ) -> Finding:
    """ttsim, if the user has it: the emulator does not need it."""
    named = environment.get(_SIMULATOR, "")
    if not named:
        return Finding("simulator", State.OK, f"{_SIMULATOR} not set; the emulator runs without it")
    if not Path(named).is_file():
        return Finding("simulator", State.ADVICE, f"{named} is not there", f"correct or unset {_SIMULATOR}")
    return Finding("simulator", State.OK, named)
