"""The emulator that these tests run on, built once."""

from pathlib import Path

import pytest

from tilesmith.tools.emulator.build import emulator_prefix


@pytest.fixture(scope="session")
def prefix() -> Path:
    """The install prefix of the emulator."""
    return emulator_prefix()
