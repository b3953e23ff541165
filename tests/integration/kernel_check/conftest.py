"""The real SDK, from the user's cache or fetched once, and kernels that the tests share."""

import pytest

from tilesmith.tools.sdk import DEFAULT_VERSION, IndexUnreachableError, NoPipError, Sdk, resolve_sdk


@pytest.fixture(scope="session")
def sdk() -> Sdk:
    """The pinned release: what the check says depends on the version."""
    try:
        return resolve_sdk(DEFAULT_VERSION)
    except (IndexUnreachableError, NoPipError) as error:
        pytest.skip(f"no SDK to check against: {error}")
