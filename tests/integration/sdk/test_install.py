"""Installing an SDK with the real pip from a loopback index: all or nothing, and checked."""

import importlib.util
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tilesmith.tools.sdk import (
    ChecksumError,
    IndexUnreachableError,
    NoPipError,
    Phase,
    SdkNotInstalledError,
    SdkOrigin,
    UnknownVersionError,
    cache_root,
    find_sdk,
    install_sdk,
    list_sdks,
    resolve_sdk,
)

VERSION = "9.8.7"
# The same work in a process of its own, to be killed or to compete.
_INSTALL = f"from tilesmith.tools.sdk import install_sdk; print(install_sdk('{VERSION}').root)"
Index = Any


def _entries() -> set[str]:
    """What lies in the SDK folder, locks aside."""
    return {path.name for path in (cache_root() / "sdk").iterdir() if path.suffix != ".lock"}


@pytest.mark.usefixtures("index")
def test_the_sources_are_unpacked_and_the_libraries_left_out() -> None:
    sdk = install_sdk(VERSION)
    assert (sdk.version, sdk.origin) == (VERSION, SdkOrigin.WHEEL)
    assert (sdk.root / "tt_metal/hw/inc/api/compute/add.h").is_file()
    assert not (sdk.root / "build").exists()
    assert sdk.overlay is not None
    patched = sdk.overlay / "wormhole_b0/api/compute/add.h"
    assert "sizeof(T) == 0" in patched.read_text()
    assert _entries() == {VERSION}


@pytest.mark.usefixtures("index")
def test_this_environment_needs_no_pip_of_its_own() -> None:
    """The environments that uv makes have none; the test is only meaningful in one of them."""
    if importlib.util.find_spec("pip") is not None:
        pytest.skip("this environment has pip")
    assert install_sdk(VERSION).root.is_dir()


def test_a_second_call_fetches_nothing(index: Index) -> None:
    assert install_sdk(VERSION) == install_sdk(VERSION) == find_sdk(VERSION)
    assert index.downloads == 1
    assert [sdk.version for sdk in list_sdks()] == [VERSION]


@pytest.mark.usefixtures("index")
def test_progress_reaches_the_end_of_each_phase() -> None:
    seen: list[tuple[Phase, int, int | None]] = []
    install_sdk(VERSION, lambda phase, done, total: seen.append((phase, done, total)))
    assert {phase for phase, _, _ in seen} == {Phase.DOWNLOAD, Phase.UNPACK}
    _, done, total = seen[-1]
    assert done == total


def test_a_killed_installation_leaves_nothing_half(index: Index) -> None:
    index.stall = True
    child = subprocess.Popen([sys.executable, "-c", _INSTALL], start_new_session=True)
    assert index.half_sent.wait(60)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    index.stall = False
    index.released.set()
    assert find_sdk(VERSION) is None
    assert list_sdks() == []
    assert install_sdk(VERSION).root.is_dir()
    assert _entries() == {VERSION}


def test_concurrent_installations_fetch_once_and_agree(index: Index) -> None:
    command = [sys.executable, "-c", _INSTALL]
    children = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    roots = {child.communicate()[0].strip() for child in children}
    assert [child.returncode for child in children] == [0, 0, 0]
    assert roots == {str(cache_root() / "sdk" / VERSION / "ttnn")}
    assert index.downloads == 1


@pytest.mark.usefixtures("index")
def test_damage_is_noticed_on_use_and_repaired_by_installing() -> None:
    header = install_sdk(VERSION).root / "tt_metal/hw/inc/api/compute/add.h"
    header.write_text("cut")
    with pytest.raises(ChecksumError, match=f"tilesmith sdk install {VERSION}"):
        find_sdk(VERSION)
    assert "static_assert" in (install_sdk(VERSION).root / header).read_text()


def test_a_wheel_that_is_not_what_the_index_promised_is_refused(index: Index) -> None:
    index.sha256 = "0" * 64
    with pytest.raises(ChecksumError, match="arrived damaged"):
        install_sdk(VERSION)
    assert _entries() == set()


@pytest.mark.usefixtures("index")
def test_a_pinned_release_with_another_content_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from tilesmith.tools.sdk import install

    monkeypatch.setitem(install.KNOWN_SHA256, VERSION, "0" * 64)
    with pytest.raises(ChecksumError, match="not the published one"):
        install_sdk(VERSION)


def test_a_damaged_archive_is_refused(index: Index, tmp_path: Path) -> None:
    """pip looks at metadata only; the members are checked when they are unpacked."""
    source = zipfile.ZipFile(tmp_path / "source.whl").getinfo("ttnn/tt_metal/hw/inc/api/compute/add.h")
    start = index.wheel.index(b"template <typename T>", source.header_offset)
    index.wheel = index.wheel[:start] + b"TEMPLATE" + index.wheel[start + 8 :]
    with pytest.raises(ChecksumError, match="is damaged"):
        install_sdk(VERSION)
    assert _entries() == set()


@pytest.mark.usefixtures("index")
def test_an_unknown_version_is_named_with_what_there_is() -> None:
    with pytest.raises(UnknownVersionError, match=f"no wheel of ttnn 1.2.3: it offers {VERSION}"):
        install_sdk("1.2.3")


@pytest.mark.parametrize("version", ["../../etc", "", "-r", "0.81.1 --index-url=x"])
@pytest.mark.usefixtures("index")
def test_what_is_no_version_never_reaches_pip(version: str) -> None:
    with pytest.raises(UnknownVersionError, match="is not a version"):
        install_sdk(version)


@pytest.mark.usefixtures("index")
def test_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    with pytest.raises(IndexUnreachableError, match="check the network"):
        install_sdk(VERSION)
    assert _entries() == set()


@pytest.mark.usefixtures("index")
def test_without_any_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    monkeypatch.setattr("tilesmith.tools.sdk.pip._bundled_wheels", list)
    if importlib.util.find_spec("pip") is not None:
        pytest.skip("this environment has pip")
    with pytest.raises(NoPipError, match="install python3-pip"):
        install_sdk(VERSION)


def test_nothing_is_fetched_when_that_is_not_wanted(index: Index) -> None:
    with pytest.raises(SdkNotInstalledError, match="tilesmith sdk install"):
        resolve_sdk(VERSION, install=False)
    assert index.downloads == 0
