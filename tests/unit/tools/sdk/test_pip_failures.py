"""What pip says on failure becomes one typed error with the way out."""

from pathlib import Path

import pytest

from tilesmith.tools.sdk import (
    ChecksumError,
    DiskFullError,
    DownloadError,
    IndexUnreachableError,
    SdkError,
    UnknownVersionError,
)
from tilesmith.tools.sdk.download import announced_size, failure
from tilesmith.tools.sdk.pip import pip_environment


@pytest.mark.parametrize(
    ("output", "error", "words"),
    [
        (
            "WARNING: Retrying (Retry(total=1)) after connection broken by 'NewConnectionError'\n"
            "ERROR: Could not find a version that satisfies ttnn==0.81.1 (from versions: none)",
            IndexUnreachableError,
            "check the network",
        ),
        (
            "ERROR: Could not find a version that satisfies the requirement ttnn==9 "
            "(from versions: 0.80.0, 0.81.1)",
            UnknownVersionError,
            "it offers 0.80.0, 0.81.1",
        ),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            DiskFullError,
            "make room",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            ChecksumError,
            "try again",
        ),
        ("Collecting ttnn\nERROR: HTTP error 401 while getting ttnn\n", DownloadError, "HTTP error 401"),
    ],
)
def test_failures(output: str, error: type[SdkError], words: str) -> None:
    found = failure("9", output)
    assert type(found) is error
    assert words in str(found)


def test_the_size_that_pip_announces(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("Collecting ttnn\n")
    assert announced_size(log) is None
    log.write_text("  Downloading ttnn-0.81.1-cp312-cp312-manylinux_2_34_x86_64.whl (102.6 MB)\n")
    assert announced_size(log) == 102_600_000


def test_an_index_set_for_uv_serves_pip_unless_pip_has_its_own(tmp_path: Path) -> None:
    assert pip_environment({"UV_DEFAULT_INDEX": "u"}, tmp_path)["PIP_INDEX_URL"] == "u"
    assert pip_environment({"UV_DEFAULT_INDEX": "u", "PIP_INDEX_URL": "p"}, tmp_path)["PIP_INDEX_URL"] == "p"
    assert "PIP_INDEX_URL" not in pip_environment({}, tmp_path)
