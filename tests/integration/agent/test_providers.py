"""Models of any provider of LangChain's, through its own client, against a real server."""

import pytest

from tilesmith.agent.context import Context
from tilesmith.agent.drafter import DraftRequest, Knowledge
from tilesmith.agent.llm_drafter import LlmDrafter
from tilesmith.agent.llm_drafter.call import Caller
from tilesmith.agent.llm_drafter.model_errors import (
    BadKeyError,
    MissingKeyError,
    MissingPackageError,
    RateLimitError,
    UnknownProviderError,
    UnreachableError,
)
from tilesmith.agent.llm_drafter.models import chat_model
from tilesmith.agent.llm_drafter.retry import RetryPolicy
from tilesmith.agent.spec import Target
from tilesmith.agent.spec.catalogue import CATALOGUE
from tilesmith.errors import TilesmithError
from tilesmith.evals.scripted_server import HttpError, Reply, ScriptedServer, Text

REQUEST = DraftRequest(CATALOGUE["add"], Target(), Knowledge(sdk="0.81.1"))
FILES = {
    "kernels/dataflow/reader.cpp": "void kernel_main() { }\n",
    "kernels/compute/add.cpp": "void kernel_main() { ; }\n",
    "kernels/dataflow/writer.cpp": "void kernel_main() { ;; }\n",
}
GOOD = Text("\n".join(f"```cpp {name}\n{text}```\n" for name, text in FILES.items()))
KEY = "sk-this-key-must-never-be-shown"


@pytest.fixture(autouse=True)
def _no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DEEPSEEK_API_KEY", "DEEPSEEK_API_BASE", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)


def drafter(server: ScriptedServer, **settings: float) -> LlmDrafter:
    context = Context.model_validate(
        {"model": "deepseek:deepseek-chat", "base_url": server.url, "model_timeout": 20, **settings}
    )
    return LlmDrafter(Caller(*chat_model(context), retry=RetryPolicy(tries=3, first_wait=0.01)))


def error_of(reply: Reply) -> TilesmithError:
    with ScriptedServer([reply] * 3) as server, pytest.raises(TilesmithError) as raised:
        drafter(server).draft_kernels(REQUEST)
    return raised.value


def test_another_provider_drafts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPSEEK_API_KEY", KEY)
    with ScriptedServer([GOOD]) as server:
        draft = drafter(server, temperature=0.5, max_output_tokens=500).draft_kernels(REQUEST)
    (request,) = server.requests
    assert draft.files == FILES
    assert draft.usage.output_tokens == len(GOOD.text) // 4
    assert request.key == KEY
    assert request.body["model"] == "deepseek-chat"
    assert request.body["temperature"] == 0.5
    assert 500 in (request.body.get("max_tokens"), request.body.get("max_completion_tokens"))


def test_a_server_of_ones_own_needs_no_key() -> None:
    with ScriptedServer([GOOD]) as server:
        assert drafter(server).draft_kernels(REQUEST).files == FILES


def test_its_errors_are_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPSEEK_API_KEY", KEY)
    refused = error_of(HttpError(401, f"no such key: {KEY}"))
    assert isinstance(refused, BadKeyError)
    assert "set DEEPSEEK_API_KEY" in str(refused)
    assert KEY not in str(refused)
    assert isinstance(error_of(HttpError(429)), RateLimitError)


def test_nobody_listens() -> None:
    with ScriptedServer([]) as server:
        asking = drafter(server)
    with pytest.raises(UnreachableError, match="nothing answers"):
        asking.draft_kernels(REQUEST)


def test_a_missing_key_is_named() -> None:
    with pytest.raises(MissingKeyError, match="set DEEPSEEK_API_KEY"):
        chat_model(Context(model="deepseek:deepseek-chat"))


def test_a_missing_package_is_named() -> None:
    with pytest.raises(MissingPackageError, match="pip install langchain-mistralai"):
        chat_model(Context(model="mistralai:mistral-large"))


def test_a_provider_that_nobody_knows_is_said_so() -> None:
    with pytest.raises(UnknownProviderError, match="PROVIDER:NAME"):
        chat_model(Context(model="mistery:x"))
