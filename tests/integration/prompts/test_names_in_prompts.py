"""Every function that the system prompt mentions exists in the SDK that it is written for."""

import re

import pytest

from tilesmith.agent.drafter import DraftRequest, Knowledge
from tilesmith.agent.llm_drafter.prompt_view import view
from tilesmith.agent.spec import Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.knowledge.api_index import ApiIndex, api_index
from tilesmith.prompts import render
from tilesmith.tools.sdk import resolve_sdk

_HOST_ONLY = {"append_to", "split_work_to_cores", "kernel_main"}


@pytest.fixture(scope="module")
def index() -> ApiIndex:
    return api_index(resolve_sdk())


def test_device_functions_exist(index: ApiIndex) -> None:
    request = DraftRequest(CATALOGUE["add"], Target(), Knowledge(sdk="0.81.1"))
    prompt = render("system", **view(request), tools=0)
    code = " ".join(re.findall(r"`([^`]+)`", prompt))
    called = set(re.findall(r"\b([a-z]\w+)(?:<[^()]*>)?\(", code)) - _HOST_ONLY
    assert len(called) >= 15
    assert sorted(name for name in called if not index.lookup(name)) == []
