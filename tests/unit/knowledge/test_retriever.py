"""What is retrieved for an operation, with and without an SDK."""

import pytest

from tilesmith.agent.spec import CoreMode, Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.knowledge.retriever import retrieve


@pytest.mark.parametrize("name", ["add", "exp", "sigmoid", "multiply", "diode_equation"])
def test_without_an_sdk_there_are_examples_of_another_operation(name: str) -> None:
    found = retrieve(CATALOGUE[name], Target(core_mode=CoreMode.MULTI), None)
    assert (found.sdk, found.api) == ("", ())
    assert {path.split("/")[0] for path in found.patterns} != {name}
    kinds = [path.split("/")[1:] for path in found.patterns]
    assert sum("dataflow" in parts for parts in kinds) == 2
    assert sum("compute" in parts for parts in kinds) == 1
    assert sum(len(parts) == 1 for parts in kinds) == 1
